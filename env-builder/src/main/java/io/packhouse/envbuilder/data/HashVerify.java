package io.packhouse.envbuilder.data;

import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.SequencedMap;
import java.util.Set;

import io.packhouse.contracts.Failure;
import io.packhouse.envbuilder.steps.Parameters;
import io.packhouse.envbuilder.steps.StepCall;
import io.packhouse.envbuilder.steps.StepKind;
import io.packhouse.envbuilder.steps.StepResult;
import io.packhouse.envbuilder.values.Contents;
import io.packhouse.envbuilder.values.Value;

/**
 * {@code hash.verify}: the file {@code blob} itself, once its {@code sha1}, {@code sha256} and {@code sha512} are those that are
 * given; at least one is. The digests were taken while the bytes came in, so that none are read again.
 */
record HashVerify() implements StepKind {

    @Override
    public String name() {
        return "hash.verify";
    }

    @Override
    public int version() {
        return 1;
    }

    @Override
    public Set<String> parameters() {
        return Set.of("blob", "sha1", "sha256", "sha512");
    }

    @Override
    public StepResult run(StepCall call) {
        Parameters with = call.with();
        Value.Blob blob = Contents.file(with.value("blob")).orElseThrow(() -> with.wrong("blob", "is no file"));
        // The strongest first: of several that are wrong one is named, and always the same.
        SequencedMap<String, String> digests = new LinkedHashMap<>();
        digests.put("sha512", blob.sha512());
        digests.put("sha256", blob.content().sha256());
        digests.put("sha1", blob.sha1());
        if (digests.keySet().stream().noneMatch(with::has)) {
            throw with.wrong("sha256", "is missing, and sha1 and sha512 too: nothing says which bytes are right");
        }
        digests.forEach((algorithm, digest) -> {
            if (with.has(algorithm)) {
                check(with, algorithm, digest);
            }
        });
        return new StepResult(blob);
    }

    private static void check(Parameters with, String algorithm, String digest) {
        String expected = with.text(algorithm).toLowerCase(Locale.ROOT);
        if (!expected.matches("[0-9a-f]{" + digest.length() + "}")) {
            throw with.wrong(algorithm, "has " + digest.length() + " hexadecimal digits");
        }
        if (!expected.equals(digest)) {
            throw new Failure(Failure.Code.UPSTREAM, "step " + with.step() + ": the file has the " + algorithm + " " + digest
                    + " instead of " + expected).exception();
        }
    }
}
