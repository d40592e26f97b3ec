package io.packhouse.repackager.signature;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

import io.vertx.core.Future;

import io.packhouse.contracts.Command;
import io.packhouse.contracts.Failure;
import io.packhouse.contracts.Json;
import io.packhouse.contracts.Kind;
import io.packhouse.contracts.Outcome;
import io.packhouse.contracts.Topic;
import io.packhouse.contracts.signing.MakeSignature;
import io.packhouse.contracts.signing.Signature;
import io.packhouse.platform.jobs.CommandRecords;
import io.packhouse.platform.jobs.Outcomes;
import io.packhouse.platform.kafka.LogWriter;
import io.packhouse.platform.kafka.Position;
import io.packhouse.platform.objects.ObjectStore;

import static java.nio.charset.StandardCharsets.UTF_8;

/** A queue whose commands are done while they are written: every signature is the word "signed" and its kind. */
final class SigningAtOnce implements LogWriter {

    final List<Command> commands = new ArrayList<>();
    private final ObjectStore objects;
    private Answer answer = this::sign;

    SigningAtOnce(ObjectStore objects) {
        this.objects = objects;
    }

    /** What is done with a command. */
    interface Answer {
        void to(Command command, MakeSignature wanted);
    }

    /** Leaves commands lying. */
    SigningAtOnce silent() {
        answer = (_, _) -> {
        };
        return this;
    }

    /** Ends every command so. */
    SigningAtOnce failing(Failure failure) {
        answer = (command, _) -> new Outcomes(objects).decide(command.job(),
                new Outcome.Failed(Kind.SIGNATURE, Instant.now(), "a", failure));
        return this;
    }

    /** Ends every command by calling it off. */
    SigningAtOnce cancelled() {
        answer = (command, _) -> new Outcomes(objects).decide(command.job(),
                new Outcome.Cancelled(Kind.SIGNATURE, Instant.now(), "somebody"));
        return this;
    }

    private void sign(Command command, MakeSignature wanted) {
        var signature = new Signature(wanted.name(), Instant.now(),
                ("signed " + wanted.name().kind().wire()).getBytes(UTF_8));
        objects.createOnce(wanted.name().objectKey(), Json.write(signature), ObjectStore.Durability.PROCESS);
    }

    @Override
    public Future<Position> append(Topic topic, String key, Map<String, String> headers, byte[] value) {
        if (topic != Topic.WORK_SIGNING) {
            throw new AssertionError("written to " + topic);
        }
        Command command = CommandRecords.read(CommandRecords.envelope(headers), headers, value, objects);
        commands.add(command);
        answer.to(command, command.bodyAs(MakeSignature.class));
        return Future.succeededFuture(new Position(0, commands.size()));
    }

    @Override
    public boolean available() {
        return true;
    }
}
