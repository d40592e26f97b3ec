package io.packhouse.bench;

import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;

import com.sun.management.OperatingSystemMXBean;

import io.packhouse.platform.log.LogSettings;
import io.packhouse.platform.log.Logging;

/** Runs benchmarks, prints what they found, and writes it to {@code bench/RESULTS.md}. Called by {@code bench/run}. */
public final class Bench {

    private static final List<Benchmark> ALL = List.of(new AcceptBenchmark(), new BuildsBenchmark(), new FilesBenchmark(),
            new KeysBenchmark(), new DownloadsBenchmark(), new RebuildsBenchmark(), new DeliveriesBenchmark(),
            new PackagesBenchmark(), new SignaturesBenchmark(), new CatalogueBenchmark(), new EnvironmentsBenchmark(),
            new StartBenchmark());

    private Bench() {
    }

    /** Arguments: the project's directory, and the names of benchmarks; all when there is none. {@code --quick} only tries. */
    public static void main(String[] arguments) throws Exception {
        Logging.configure(new LogSettings(LogSettings.Format.TEXT, LogSettings.Level.WARN));
        var root = Path.of(arguments[0]);
        boolean quick = List.of(arguments).contains("--quick");
        var names = List.of(arguments).stream().skip(1).filter(argument -> !argument.equals("--quick")).toList();
        var chosen = ALL.stream().filter(each -> names.isEmpty() || names.contains(each.name())).toList();
        var results = Results.read(root.resolve("bench/RESULTS.md"));
        try (var ground = new Ground(root, quick)) {
            ground.prepare();
            for (var benchmark : chosen) {
                var section = benchmark.run(ground).text() + "\n" + circumstances();
                System.out.println(section);
                if (!quick) {
                    results.put(section);
                }
            }
        }
        System.exit(0);
    }

    private static String circumstances() {
        var system = (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
        return "Run on %s: %d processors, %.0f GB, %s %s, Java %s; load average at its end %.1f.%n".formatted(
                LocalDate.now(ZoneOffset.UTC), Runtime.getRuntime().availableProcessors(),
                system.getTotalMemorySize() / 1e9, System.getProperty("os.name"), System.getProperty("os.arch"),
                Runtime.version(), system.getSystemLoadAverage());
    }
}
