package io.packhouse.platform.kafka;

import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AlterConfigOp;
import org.apache.kafka.clients.admin.AlterConfigsOptions;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.admin.DescribeConfigsOptions;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.errors.AuthorizationException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Sets the settings of share groups, and waits until a broker knows them: the controller acknowledges them earlier, and a
 * first member that came in between would begin at {@code latest}, past what was accepted before.
 */
final class ShareGroups {

    /** The setting that has no effect after the first member has come. */
    static final String RESET = "share.auto.offset.reset";

    private static final Logger log = LoggerFactory.getLogger(ShareGroups.class);
    private static final long PAUSE_MILLIS = 20;
    /** How long a broker that answers may take to learn what its controller acknowledged; a starved machine needs seconds. */
    private static final long HOLDS_WITHIN_NANOS = TimeUnit.SECONDS.toNanos(30);

    private final Admin admin;
    private final int limitMillis;

    ShareGroups(Admin admin, int limitMillis) {
        this.admin = admin;
        this.limitMillis = limitMillis;
    }

    /** Sets what is given and leaves every other setting alone; returns when it holds. */
    void configure(List<String> groups, Map<String, String> settings)
            throws ExecutionException, InterruptedException, TimeoutException {
        List<AlterConfigOp> operations = settings.entrySet().stream()
                .map(entry -> new AlterConfigOp(new ConfigEntry(entry.getKey(), entry.getValue()), AlterConfigOp.OpType.SET))
                .toList();
        Map<ConfigResource, Collection<AlterConfigOp>> changes = new HashMap<>();
        groups.forEach(group -> changes.put(new ConfigResource(ConfigResource.Type.GROUP, group), operations));
        admin.incrementalAlterConfigs(changes, new AlterConfigsOptions().timeoutMs(limitMillis)).all().get();
        try {
            awaitReset(changes.keySet(), settings.get(RESET));
        } catch (ExecutionException e) {
            if (!(e.getCause() instanceof AuthorizationException)) {
                throw e;
            }
            log.atWarn().addKeyValue("cause", e.getCause().toString())
                    .log("The groups' settings were made and may not be looked at; they hold in a moment");
        }
    }

    private void awaitReset(Collection<ConfigResource> groups, String wanted)
            throws ExecutionException, InterruptedException, TimeoutException {
        long end = System.nanoTime() + HOLDS_WITHIN_NANOS;
        while (!holds(groups, wanted)) {
            if (System.nanoTime() - end > 0) {
                throw new TimeoutException(RESET + "=" + wanted + " of the share groups was accepted and does not hold");
            }
            Thread.sleep(PAUSE_MILLIS);
        }
    }

    private boolean holds(Collection<ConfigResource> groups, String wanted) throws ExecutionException, InterruptedException {
        return admin.describeConfigs(groups, new DescribeConfigsOptions().timeoutMs(limitMillis)).all().get().values()
                .stream()
                .allMatch(config -> config.get(RESET) != null && wanted.equals(config.get(RESET).value()));
    }
}
