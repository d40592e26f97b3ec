package io.packhouse.repackager.pingback;

import java.time.Instant;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import io.packhouse.contracts.Command;
import io.packhouse.contracts.Json;
import io.packhouse.contracts.Outcome;
import io.packhouse.contracts.addons.AddonRebuilt;
import io.packhouse.contracts.addons.Pingback;
import io.packhouse.contracts.addons.RebuildAddon;
import io.packhouse.contracts.deliveries.DeliveryRecord.Wanted;
import io.packhouse.contracts.deliveries.Origin;
import io.packhouse.platform.kafka.LogWriter;

/**
 * Asks for the delivery of a rebuild's end, for {@link io.packhouse.platform.queue.JobHandler#ended}. Told twice of one job it
 * writes the same record twice, which is one delivery.
 */
public final class Pingbacks {

    private static final Logger log = LoggerFactory.getLogger(Pingbacks.class);
    /** Characters of a message that are sent. */
    private static final int MESSAGE_LIMIT = 64 * 1024;
    /** Characters of the echoed request that are sent; brokers take records of 1 MB. */
    private static final int REQUEST_LIMIT = 512 * 1024;

    private final LogWriter writer;

    public Pingbacks(LogWriter writer) {
        this.writer = writer;
    }

    /**
     * Asks for the delivery, if the job's caller wants one; it is durable when this returns.
     *
     * @throws io.packhouse.contracts.FailureException
     *             {@code UNAVAILABLE} when Kafka does not answer; {@code INVALID_REQUEST} when the command is no
     *             {@link RebuildAddon}
     */
    public void tell(Command command, Outcome outcome) throws InterruptedException {
        Pingback pingback = command.bodyAs(RebuildAddon.class).pingback();
        if (pingback == null || pingback.url().isEmpty()) {
            return;
        }
        // Nothing of this may differ when it is told again.
        Instant at = outcome.endedAt();
        KafkaDeliveryLog.append(writer, Origin.of(pingback.url()), new Wanted(command.job(), at, pingback.url(),
                pingback.secretName(), fields(command, pingback, outcome)));
        log.atDebug().addKeyValue("job", command.job()).log("A delivery is wanted");
    }

    /** The fields that are sent behind the secret: the original's in its order, always all of them, and ours. */
    private static Map<String, String> fields(Command command, Pingback pingback, Outcome outcome) {
        Map<String, String> fields = new LinkedHashMap<>();
        switch (outcome) {
            case Outcome.Succeeded succeeded -> {
                AddonRebuilt rebuilt = Json.convert(succeeded.result(), AddonRebuilt.class);
                original(fields, "success", rebuilt.message(), rebuilt.id(), pingback.location());
            }
            case Outcome.Failed failed -> original(fields, "failure", failed.failure().message(), "", "");
            case Outcome.Cancelled _ -> original(fields, "failure", "The rebuild was cancelled.", "", "");
        }
        fields.put("request", shortened(pingback.request()));
        pingback.extras().forEach(fields::putIfAbsent);
        fields.put("job", command.job().value());
        fields.remove("secret");
        return fields;
    }

    private static void original(Map<String, String> fields, String result, String message, String id, String location) {
        fields.put("result", result);
        fields.put("msg", message.length() > MESSAGE_LIMIT ? message.substring(0, MESSAGE_LIMIT) + "…" : message);
        fields.put("id", id);
        fields.put("location", location);
    }

    /** The echoed request, without its longest fields where it is too long: those that tell jobs apart are short. */
    private static String shortened(String request) {
        String rest = request;
        while (rest.length() > REQUEST_LIMIT) {
            String longest = Arrays.stream(rest.split("&")).max(Comparator.comparingInt(String::length)).orElse("");
            rest = Arrays.stream(rest.split("&")).filter(pair -> !pair.equals(longest)).collect(Collectors.joining("&"));
        }
        return rest;
    }
}
