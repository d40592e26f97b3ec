package io.packhouse.deploy.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Add-on rebuilds end to end, as an add-on site has them: Python posts a bulk, serves its files, takes the pingbacks, and opens
 * what it downloads.
 */
@Timeout(300)
class RebuildsIT {

    @TempDir
    Path directory;

    @Test
    void aBulkIsRebuiltInPartAndEachOfItsAddonsIsToldOf() throws IOException {
        Files.writeString(directory.resolve("secrets"), "old secret\ns3cret\n");
        var sdks = directory.resolve("sdks");
        writeSdk(sdks.resolve("addon-sdk-1.14"), "1.14");
        writeSdk(sdks.resolve("addon-sdk-1.15"), "1.15");
        try (var house = RunningHouse.up(directory.resolve("data"), "--addons.secrets-file",
                directory.resolve("secrets").toString(), "--addons.sdk-root", sdks.toString(), "--addons.sdk-default",
                "1.14")) {
            var output = house.python(directory, "base = '" + house.address() + "'\n" + SITE + ORDER + CHECKS);

            assertThat(output.lines()).containsExactly("['1.14', '1.15']",
                    "success 3 jobs", "failure nothing fetched 404 gone",
                    "success greeter@example.org 9 2.1.14 1.14",
                    "success hello@example.org 11 1.3",
                    "resources/greeter/lib/main.js exports.main = 1;",
                    "ready True, removed True, ready False, download 404");
        }
    }

    /** Serves {@code files}, and gathers in {@code told} what is posted. */
    private static final String SITE = """
            import hashlib, io, json, threading, time, urllib.error, urllib.parse, urllib.request, zipfile
            from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

            def archive(entries):
                bytes = io.BytesIO()
                with zipfile.ZipFile(bytes, 'w', zipfile.ZIP_DEFLATED) as xpi:
                    for name, text in entries.items():
                        xpi.writestr(name, text)
                return bytes.getvalue()

            rdf = '''<?xml version="1.0"?>
            <RDF xmlns="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns:em="http://www.mozilla.org/2004/em-rdf#">
            <Description about="urn:mozilla:install-manifest"><em:id>greeter@example.org</em:id><em:version>2.1</em:version>
            <em:type>2</em:type><em:bootstrap>true</em:bootstrap><em:name>Greeter</em:name></Description></RDF>'''
            prefix = 'greeter-at-example-dot-org-'
            main = 'exports.main = 1;'
            files = {'/old/greeter-2.1.xpi': archive({
                'install.rdf': rdf, 'bootstrap.js': '// old', 'components/harness.js': '// old',
                'resources/' + prefix + 'greeter-lib/main.js': main,
                'harness-options.json': json.dumps({
                    'jetpackID': 'greeter@example.org', 'bundleID': 'greeter@example.org', 'name': 'greeter', 'main': 'main',
                    'sdkVersion': '1.0', 'uriPrefix': 'resource://' + prefix, 'loader': 'resource://x/y.js',
                    'resources': {prefix + 'greeter-lib': ['resources', prefix + 'greeter-lib']},
                    'resourcePackages': {prefix + 'greeter-lib': 'greeter'},
                    'metadata': {'greeter': {'name': 'greeter', 'main': 'main', 'version': '2.1'}},
                    'manifest': {'resource://' + prefix + 'greeter-lib/main.js': {
                        'packageName': 'greeter', 'sectionName': 'lib', 'moduleName': 'main', 'docsSHA256': None,
                        'jsSHA256': hashlib.sha256(main.encode()).hexdigest(), 'requirements': {}}}})})}
            told = []

            class Site(BaseHTTPRequestHandler):
                def do_GET(self):
                    body = files.get(self.path)
                    self.send_response(200 if body else 404)
                    self.send_header('Content-Length', str(len(body or b'')))
                    self.end_headers()
                    self.wfile.write(body or b'')
                def do_POST(self):
                    body = self.rfile.read(int(self.headers['Content-Length'])).decode()
                    told.append(dict(urllib.parse.parse_qsl(body, keep_blank_values=True)))
                    self.send_response(200)
                    self.end_headers()
                def log_message(self, *_):
                    pass

            server = ThreadingHTTPServer(('127.0.0.1', 0), Site)
            threading.Thread(target=server.serve_forever, daemon=True).start()
            site = 'http://127.0.0.1:%d' % server.server_port
            """;

    private static final String ORDER = """
            def get(url):
                return urllib.request.urlopen(url, timeout=60).read()

            for _ in range(300):
                versions = json.loads(get(base + '/repackage/sdk-versions/'))
                if versions:
                    break
                time.sleep(0.1)
            print(versions)

            hello = archive({'manifest.json': json.dumps({'manifest_version': 2, 'name': 'Hello', 'version': '1.2',
                'browser_specific_settings': {'gecko': {'id': 'hello@example.org'}}}), 'b.js': 'b'})
            addons = [
                {'location': site + '/old/greeter-2.1.xpi', 'version': '2.{sdk_version}', 'addon': '1', 'file_id': '9'},
                {'location': site + '/old/gone-1.xpi', 'addon': '2', 'file_id': '10'},
                {'upload': 'upload_hello.xpi', 'version': '1.3', 'addon': '3', 'file_id': '11'}]
            boundary = 'a-boundary'
            parts = b''
            for name, value in (('secret', 's3cret'), ('priority', 'high'), ('pingback', site + '/told'),
                                ('addons', json.dumps(addons))):
                parts += ('--%s\\r\\nContent-Disposition: form-data; name="%s"\\r\\n\\r\\n%s\\r\\n'
                          % (boundary, name, value)).encode()
            parts += ('--%s\\r\\nContent-Disposition: form-data; name="upload_hello.xpi"; filename="hello-1.2.xpi"\\r\\n\\r\\n'
                      % boundary).encode() + hello + ('\\r\\n--%s--\\r\\n' % boundary).encode()
            answer = json.loads(urllib.request.urlopen(urllib.request.Request(base + '/repackage/rebuild/', parts, {
                'Content-Type': 'multipart/form-data; boundary=' + boundary}), timeout=60).read())
            print(answer['status'], answer['addons'], 'jobs')
            """;

    private static final String CHECKS = """
            for _ in range(1200):
                if len({pingback['job'] for pingback in told}) == 3:
                    break
                time.sleep(0.1)
            by = {pingback['file_id']: pingback for pingback in told}
            assert sorted(by) == ['10', '11', '9'], told
            assert all(pingback['secret'] == 's3cret' for pingback in told)
            failed = by['10']
            print(failed['result'], 'nothing fetched' if not failed['location'] else failed, '404' if '404' in failed['msg'] else
                  failed['msg'], 'gone' if 'gone-1' in failed['msg'] or failed['addon'] == '2' else failed)
            greeter = zipfile.ZipFile(io.BytesIO(get(by['9']['location'])))
            assert greeter.testzip() is None
            options = json.loads(greeter.read('harness-options.json'))
            version = greeter.read('install.rdf').decode().split('<em:version>')[1].split('<')[0]
            print(by['9']['result'], by['9']['id'], by['9']['file_id'], version, options['sdkVersion'])
            rebuilt = zipfile.ZipFile(io.BytesIO(get(by['11']['location'])))
            print(by['11']['result'], by['11']['id'], by['11']['file_id'], json.loads(rebuilt.read('manifest.json'))['version'])
            print('resources/greeter/lib/main.js', greeter.read('resources/greeter/lib/main.js').decode())

            children = json.loads(get(base + '/api/v1/jobs/' + answer['job'] + '/children'))['counts']
            assert children['succeeded'] == 2 and children['failed'] == 1 and children['total'] == 3, children

            job = by['11']['job']
            ready = json.loads(get(base + '/xpi/check_download/' + job + '/'))['ready']
            removed = json.loads(urllib.request.urlopen(base + '/xpi/remove/' + job + '/', b'secret=s3cret').read())['success']
            after = json.loads(get(base + '/xpi/check_download/' + job + '/'))['ready']
            try:
                status = urllib.request.urlopen(by['11']['location']).status
            except urllib.error.HTTPError as e:
                status = e.code
            print('ready %s, removed %s, ready %s, download %s' % (ready, removed, after, status))
            """;

    private static void writeSdk(Path sdk, String version) throws IOException {
        write(sdk.resolve("package.json"), "{\"name\": \"addon-sdk\", \"version\": \"" + version
                + "\", \"loader\": \"lib/sdk/loader/cuddlefish.js\"}");
        write(sdk.resolve("mapping.json"), "{\"self\": \"sdk/self\"}");
        write(sdk.resolve("lib/sdk/self.js"), "exports.id = null;\n");
        write(sdk.resolve("lib/sdk/loader/cuddlefish.js"), "// a loader\n");
        write(sdk.resolve("app-extension/bootstrap.js"), "// a bootstrap\n");
        write(sdk.resolve("app-extension/install.rdf"),
                """
                        <?xml version="1.0" encoding="utf-8"?>
                        <RDF xmlns="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns:em="http://www.mozilla.org/2004/em-rdf#">
                          <Description about="urn:mozilla:install-manifest">
                            <em:id>x@example.org</em:id><em:version>1.0</em:version><em:type>2</em:type>
                            <em:bootstrap>true</em:bootstrap><em:unpack>false</em:unpack>
                            <em:targetApplication><Description>
                              <em:id>{ec8030f7-c20a-464f-9b0e-13a3a9e97384}</em:id>
                              <em:minVersion>19.0</em:minVersion><em:maxVersion>20.*</em:maxVersion>
                            </Description></em:targetApplication>
                            <em:name>x</em:name><em:description/><em:creator/><em:homepageURL/><em:updateURL/><em:optionsType/>
                          </Description>
                        </RDF>
                        """);
    }

    private static void write(Path file, String text) throws IOException {
        Files.createDirectories(file.getParent());
        Files.writeString(file, text);
    }
}
