package io.packhouse.envbuilder.engine;

import java.nio.file.Path;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import io.packhouse.envbuilder.values.Value;

import static org.assertj.core.api.Assertions.assertThat;

class BuildEnvironmentHandlerTest {

    @TempDir
    private Path directory;
    private Workbench bench;
    private TestKind files;

    @BeforeEach
    void begin() {
        bench = new Workbench(directory);
        files = bench.files("http.file");
        bench = new Workbench(directory, files,
                TestKind.of("library.list", call -> new Value.Json(call.with().json("from"))));
    }

    @Test
    void builds_what_a_recipe_says() throws Exception {
        bench.data("data/defaults/a.txt", "A");

        Workbench.Built built = bench.build(
                """
                        HEAD,'steps':[
                          {'id':'libs','kind':'library.list','with':{'from':[{'name':'Lib One','v':1},{'name':'two','v':2}]}},
                          {'id':'jars','kind':'http.file','foreach':'${steps.libs}','with':{'name':'${item.name}','content':'${item.v}-${inputs.game.version}'}},
                          {'id':'defaults','kind':'http.file','side':'server','with':{'name':'d','content':'data/defaults'}}],
                         'files':[
                          {'qualifier':'${item.name}','foreach':'${steps.jars}','from':'${item}','publish':'mirror',
                           'install':[{'action':'library','args':['g','${item.name}','1']}]},
                          {'qualifier':'server-defaults','from':'${steps.defaults}','publish':'mirror','flags':{'server':['required']}}],
                         'launch':{'client':{'main_class':'org.example.Main','jvm_arguments':['-Dv=${inputs.game.version}']}}}""",
                "client: game=1.20", "server: game=1.20");

        assertThat(built.response().replaceAll(",\"hashes\":[{][^}]*[}]", "")).isEqualTo("""
                {"files":[\
                {"qualifier":"lib-one-722d5ffafa","src":["blob:sha1/722d5ffafa113c2076261fe2cbbcba8439329076"],\
                "flags":{"both":["required"]},"install":[{"action":"library","args":["g","Lib One","1"]}]},\
                {"qualifier":"two-fbf6750eae","src":["blob:sha1/fbf6750eae1c62543c35f0e3dc72f218ca3d9f06"],\
                "flags":{"both":["required"]},"install":[{"action":"library","args":["g","two","1"]}]},\
                {"qualifier":"server-defaults","src":["blob:sha1/f7b6f02c70904e79331ff665b400f59d6463a624"],\
                "flags":{"server":["required"]}}],\
                "launch_client":{"side":"client","main_class":"org.example.Main","jvm_arguments":["-Dv=1.20"]},\
                "launch_server":{"side":"server"}}""");
        assertThat(built.steps()).containsExactly("step defaults http.file done", "step jars[0] http.file done",
                "step jars[1] http.file done", "step libs library.list done");
        assertThat(built.result().files()).isEqualTo(3);
        assertThat(built.result().freshUntil()).isNull();
    }
}
