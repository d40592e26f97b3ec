package io.packhouse.installerbuilder;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

import org.jspecify.annotations.Nullable;

import io.packhouse.contracts.Artifact;
import io.packhouse.contracts.Command;
import io.packhouse.contracts.Failure;
import io.packhouse.contracts.Failure.Code;
import io.packhouse.contracts.Kind;
import io.packhouse.contracts.installers.BuildInstallers;
import io.packhouse.contracts.installers.BuildInstallers.KeyDelivery;
import io.packhouse.contracts.installers.InstallersBuilt;
import io.packhouse.contracts.installers.Platform;
import io.packhouse.installerbuilder.archive.InstallerBase;
import io.packhouse.installerbuilder.keys.KeyPool;
import io.packhouse.installerbuilder.keys.KeySealer;
import io.packhouse.installerbuilder.keys.UserKeys;
import io.packhouse.platform.queue.Attempt;
import io.packhouse.platform.queue.JobHandler;
import io.packhouse.platform.queue.JobResult;

/**
 * Builds the installers of one request for every platform: keys, {@code vesselinfo}, tails. With given keys a matter of a
 * millisecond.
 *
 * <p>
 * Private keys exist in memory only while this runs; what leaves is sealed to the key that the command brings. Of two attempts
 * of one job each makes keys of its own, and only those of the attempt whose outcome stands reach anybody.
 */
public final class BuildInstallersHandler implements JobHandler {

    private static final Duration TIME_LIMIT = Duration.ofSeconds(30);

    private final Supplier<Map<Platform, InstallerBase>> bases;
    private final VesselInfoWriter writer;
    private final KeyPool pool;
    private final KeySealer sealer;
    private final Finishing finishing;

    /** What is done to an artifact of segments before it is named: nothing, or it is made one blob. */
    @FunctionalInterface
    public interface Finishing {
        Artifact finish(Artifact artifact);
    }

    /**
     * A handler.
     *
     * @param bases
     *            the base installers for a build that begins now
     * @param reserved
     *            the operator's own share
     */
    public BuildInstallersHandler(Supplier<Map<Platform, InstallerBase>> bases, ReservedVessel reserved, KeyPool pool,
            KeySealer sealer, Finishing finishing) {
        this.bases = bases;
        this.writer = new VesselInfoWriter(reserved);
        this.pool = pool;
        this.sealer = sealer;
        this.finishing = finishing;
    }

    @Override
    public String kind() {
        return Kind.INSTALLERS;
    }

    @Override
    public Duration timeLimit() {
        return TIME_LIMIT;
    }

    @Override
    public JobResult run(Command command, Attempt attempt) throws InterruptedException {
        BuildInstallers build = body(command);
        try (var made = new UserKeys(pool, build.keysToMake())) {
            Map<String, String> keys = new HashMap<>(build.publicKeys());
            keys.putAll(made.publicKeys());
            byte[] vesselinfo = writer.write(build.vessels(), keys);
            Map<Platform, InstallerBase> snapshot = bases.get();
            List<Artifact> artifacts = artifacts(snapshot, vesselinfo, command);
            byte[] sealed = sealed(made, build, command);
            boolean withResult = build.delivery() == KeyDelivery.RESULT;
            return new JobResult(built(build, keys, snapshot, withResult ? sealed : null), artifacts,
                    withResult ? null : sealed);
        }
    }

    private static BuildInstallers body(Command command) {
        BuildInstallers build = command.bodyAs(BuildInstallers.class);
        for (String name : build.keysToMake()) {
            if (build.publicKeys().containsKey(name)) {
                throw new Failure(Code.INVALID_REQUEST, "A key for '" + name
                        + "' is both given and to be made; one of the two would be right").exception();
            }
        }
        return build;
    }

    private List<Artifact> artifacts(Map<Platform, InstallerBase> snapshot, byte[] vesselinfo, Command command)
            throws InterruptedException {
        List<Artifact> artifacts = new ArrayList<>();
        for (Platform platform : Platform.values()) {
            if (Thread.interrupted()) {
                throw new InterruptedException("stopped before the installer for " + platform.wire());
            }
            InstallerBase base = snapshot.get(platform);
            if (base == null) {
                throw new Failure(Code.UNAVAILABLE, "There is no base installer for " + platform.wire() + " now; put "
                        + platform.fileName() + " into the folder that installers.base-dir names").exception();
            }
            artifacts.add(finishing.finish(base.build(platform, vesselinfo, command.acceptedAt())));
        }
        return artifacts;
    }

    private byte @Nullable [] sealed(UserKeys made, BuildInstallers build, Command command) {
        byte[] receiver = build.sealTo();
        return build.keysToMake().isEmpty() || receiver == null ? null : made.sealed(sealer, receiver, command.job());
    }

    private static InstallersBuilt built(BuildInstallers build, Map<String, String> keys,
            Map<Platform, InstallerBase> snapshot, byte @Nullable [] sealed) {
        Map<String, String> names = new HashMap<>();
        Map<String, String> digests = new HashMap<>();
        snapshot.forEach((platform, base) -> {
            names.put(platform.wire(), platform.fileName());
            digests.put(platform.wire(), base.original().sha256());
        });
        return new InstallersBuilt(keys, build.keysToMake(), names, digests, sealed);
    }
}
