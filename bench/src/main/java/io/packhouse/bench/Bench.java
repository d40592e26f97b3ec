package io.packhouse.bench;

import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;

import com.sun.management.OperatingSystemMXBean;

import io.packhouse.platform.log.LogSettings;
import io.packhouse.platform.log.Logging;

/** Runs benchmarks, prints what they found, and writes it to {@code bench/RESULTS.md}. Called by {@code bench/run}. */
public final class Bench {

    private static final List<Benchmark> ALL = List.of(new AcceptBenchmark(), new BuildsBenchmark(), new FilesBenchmark(),
            new KeysBenchmark(), new DownloadsBenchmark(), new StartBenchmark());

    private Bench() {
    }

    /** Arguments: the project's directory, and the names of benchmarks; all when there is none. {@code --quick} only tries. */
    public static void main(String[] arguments) throws Exception {
        Logging.configure(new LogSettings(LogSettings.Format.TEXT, LogSettings.Level.WARN));
        var root = Path.of(arguments[0]);
        boolean quick = List.of(arguments).contains("--quick");
        var names = List.of(arguments).stream().skip(1).filter(argument -> !argument.equals("--quick")).toList();
        var chosen = ALL.stream().filter(each -> names.isEmpty() || names.contains(each.name())).toList();
        var sections = new ArrayList<String>();
        sections.add(head());
        System.out.println(sections.getFirst());
        try (var ground = new Ground(root, quick)) {
            ground.prepare();
            for (var benchmark : chosen) {
                var section = benchmark.run(ground).text();
                sections.add(section);
                System.out.println(section);
            }
        }
        if (chosen.size() == ALL.size() && !quick) {
            Files.writeString(root.resolve("bench/RESULTS.md"), String.join("\n", sections));
        } else {
            System.out.println("Not all were run as they should, so bench/RESULTS.md stays as it is.");
        }
        System.exit(0);
    }

    private static String head() {
        var system = (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
        return """
                # Results of the benchmarks

                Written by `bench/run` on %s. Every figure stands next to a baseline of the same run: on a shared machine only \
                the ratios mean something. Values are medians of rounds, with the least and the greatest in parentheses.

                Machine: %d processors, %.0f GB of memory, %s %s, Java %s; load of others at the start: %.1f.
                """
                .formatted(LocalDate.now(ZoneOffset.UTC), Runtime.getRuntime().availableProcessors(),
                        system.getTotalMemorySize() / 1e9, System.getProperty("os.name"), System.getProperty("os.arch"),
                        Runtime.version(), system.getSystemLoadAverage());
    }
}
