package io.packhouse.installerbuilder.keys;

import java.util.ArrayList;
import java.util.List;

import org.junit.jupiter.api.Test;

import io.packhouse.contracts.JobId;
import io.packhouse.contracts.Json;
import io.packhouse.contracts.installers.PrivateKeys;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

class UserKeysTest {

    private final KeyPool pool = new KeyPool(new PairMaker(1024), 1);

    @Test
    void sealsOneDocumentWithEveryPrivateKeyAndTheJobsIdAsInfo() {
        // given: a sealer that keeps a copy of what it is given
        var job = JobId.random();
        List<byte[]> seen = new ArrayList<>();
        List<byte[]> handed = new ArrayList<>();
        KeySealer sealer = (receiver, info, plaintext) -> {
            seen.addAll(List.of(receiver, info, plaintext.clone()));
            handed.add(plaintext);
            return new byte[]{1, 2, 3};
        };

        // when
        try (var keys = new UserKeys(pool, List.of("mira", "noah", "mira"))) {
            byte[] sealed = keys.sealed(sealer, new byte[32], job);

            // then
            assertThat(sealed).containsExactly(1, 2, 3);
            assertThat(keys.publicKeys()).containsOnlyKeys("mira", "noah");
            assertThat(seen.get(0)).hasSize(32);
            assertThat(new String(seen.get(1), US_ASCII)).isEqualTo(job.value());
            var document = Json.read(seen.get(2), PrivateKeys.class);
            assertThat(document.privateKeys()).containsOnlyKeys("mira", "noah").allSatisfy(
                    (_, text) -> assertThat(text).matches("[0-9]+ [0-9]+ [0-9]+"));
            assertThat(handed.getFirst()).as("the clear document is wiped").containsOnly(0);
        }
    }
}
