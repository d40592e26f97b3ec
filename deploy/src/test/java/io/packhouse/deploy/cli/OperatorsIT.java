package io.packhouse.deploy.cli;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

import io.packhouse.contracts.Headers;
import io.packhouse.contracts.JobId;
import io.packhouse.contracts.Topic;
import io.packhouse.contracts.TopicNames;
import io.packhouse.testkit.KafkaCluster;
import io.packhouse.testkit.OnEveryKafka;

import static org.assertj.core.api.Assertions.assertThat;

/** The commands of operators. */
@OnEveryKafka
@Timeout(120)
class OperatorsIT {

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();
    private final KafkaCluster kafka;
    private final String prefix;
    private final TopicNames names;

    OperatorsIT(KafkaCluster kafka) {
        this.kafka = kafka;
        this.prefix = kafka.freshPrefix();
        this.names = new TopicNames(prefix);
    }

    @Test
    void aDeadLetterIsPutBackAsANewJob() throws Exception {
        assertThat(run("topics", "provision")).as(err.toString()).isZero();
        var job = JobId.random();
        writeDeadLetter(job, "{\"n\":1}");

        assertThat(run("jobs", "retry", "--list")).isZero();
        assertThat(out.toString()).contains(job.value(), "attempts exhausted");
        out.getBuffer().setLength(0);
        assertThat(run("jobs", "retry", job.value())).as(err.toString()).isZero();

        var fresh = out.toString().strip().replace(job.value() + " -> ", "");
        assertThat(JobId.parse(fresh)).isPresent().get().isNotEqualTo(job);
        try (var consumer = new KafkaConsumer<>(Map.<String, Object>of("bootstrap.servers", kafka.bootstrapServers()),
                new StringDeserializer(), new StringDeserializer())) {
            var partition = new TopicPartition(names.of(Topic.WORK_INSTALLERS), 0);
            consumer.assign(List.of(partition));
            consumer.seekToBeginning(List.of(partition));
            var records = consumer.poll(Duration.ofSeconds(20)).records(partition);
            assertThat(records).singleElement().satisfies(record -> {
                assertThat(record.key()).isEqualTo(fresh);
                assertThat(record.value()).isEqualTo("{\"n\":1}");
                assertThat(new String(record.headers().lastHeader(Headers.JOB).value(), StandardCharsets.UTF_8))
                        .isEqualTo(fresh);
                assertThat(new String(record.headers().lastHeader(Headers.KIND).value(), StandardCharsets.UTF_8))
                        .isEqualTo("installers");
                assertThat(record.headers().lastHeader("dead-letter-reason")).isNull();
            });
        }
    }

    private void writeDeadLetter(JobId job, String value) throws Exception {
        try (var producer = new KafkaProducer<>(Map.of("bootstrap.servers", kafka.bootstrapServers(), "acks", "all"),
                new StringSerializer(), new StringSerializer())) {
            var letter = new ProducerRecord<>(names.of(Topic.DEAD_LETTERS), job.value(), value);
            Map.of(Headers.JOB, job.value(), Headers.KIND, "installers", Headers.ACCEPTED_AT, "2026-01-01T00:00:00Z",
                    "dead-letter-reason", "attempts exhausted", "dead-letter-queue", Topic.WORK_INSTALLERS.plainName())
                    .forEach((name, text) -> letter.headers().add(name, text.getBytes(StandardCharsets.UTF_8)));
            producer.send(letter).get();
        }
    }

    @Test
    void aJobThatWasNotGivenUpIsNotPutBack() {
        assertThat(run("topics", "provision")).isZero();

        assertThat(run("jobs", "retry", JobId.random().value())).isEqualTo(1);

        assertThat(err.toString()).contains("no dead letter");
    }

    @Test
    void aFolderWithoutBaseInstallersIsNotPinned(@TempDir Path folder) throws Exception {
        Files.writeString(folder.resolve("readme.txt"), "nothing");

        assertThat(Packhouse.commandLine().setErr(new PrintWriter(err)).execute("base-installers", "pin", folder.toString()))
                .isEqualTo(1);

        assertThat(err.toString()).contains("no base installer");
        assertThat(folder.resolve("base-installers.sha256")).doesNotExist();
    }

    private int run(String... arguments) {
        var all = new ArrayList<>(List.of(arguments));
        all.addAll(List.of("--kafka", kafka.bootstrapServers(), "--set", "kafka.topic-prefix=" + prefix));
        return Packhouse.commandLine().setOut(new PrintWriter(out)).setErr(new PrintWriter(err))
                .execute(KeyFlags.normalise(all.toArray(String[]::new)));
    }
}
