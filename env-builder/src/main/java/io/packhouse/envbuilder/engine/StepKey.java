package io.packhouse.envbuilder.engine;

import java.util.SortedMap;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;

import io.packhouse.addonscript.documents.CanonicalJson;
import io.packhouse.addonscript.documents.Side;
import io.packhouse.contracts.BlobRef;
import io.packhouse.envbuilder.steps.Parameters;
import io.packhouse.envbuilder.steps.StepKind;
import io.packhouse.envbuilder.values.Sha256Text;

/** What names the result of a step (reference, section 10.6). */
final class StepKey {

    private StepKey() {
    }

    /**
     * The SHA-256 of everything that the result depends on.
     *
     * @param data
     *            the files of the recipe's data that the parameters name
     */
    static String of(StepKind kind, Parameters with, Side side, SortedMap<String, BlobRef> data) {
        ObjectNode key = JsonNodeFactory.instance.objectNode();
        key.put("kind", kind.name()).put("version", kind.version()).set("with", with.values().identity());
        String context = kind.context(with);
        if (!context.isEmpty()) {
            key.put("context", context);
        }
        if (kind.usesSide()) {
            key.put("side", side.wire());
        }
        if (!data.isEmpty()) {
            ObjectNode files = key.putObject("data");
            data.forEach((path, content) -> files.put(path, content.sha256()));
        }
        return Sha256Text.of(CanonicalJson.write(key));
    }
}
