package io.parley.resilience;

import io.parley.resilience.fault.Fault;
import io.parley.resilience.fault.Faults;
import io.parley.resilience.layout.Extent;
import io.parley.resilience.layout.Layout;
import io.parley.resilience.report.KeptResult;
import io.parley.resilience.report.Picture;
import io.parley.resilience.report.Report;
import io.parley.resilience.report.Results;
import io.parley.resilience.run.Conditions;
import io.parley.resilience.run.Figures;
import io.parley.resilience.run.Run;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;

/** Breaks an installation while a crowd talks, and says whether anything was lost. */
@Command(
        name = "resilience",
        mixinStandardHelpOptions = true,
        description =
                "Runs the installation of docker-compose.yml as plain processes, breaks it while a crowd talks, and"
                        + " judges what was sent and seen.")
public final class Main implements Callable<Integer> {

    private static final String ALL = "all";
    private static final int DECIMALS = 100;

    @Parameters(
            arity = "0..*",
            paramLabel = "FAULT",
            description = "the faults, a run for each, in their order, or 'all'; without any: lists them")
    private List<String> faults = List.of();

    @Option(names = "--rate", defaultValue = "15", description = "messages for each second (default: ${DEFAULT-VALUE})")
    private double rate;

    @Option(names = "--seed", defaultValue = "1", description = "of who talks to whom (default: ${DEFAULT-VALUE})")
    private long seed;

    @Option(
            names = "--root",
            defaultValue = ".",
            description = "the repository, with docker-compose.yml (default: ${DEFAULT-VALUE})")
    private Path root;

    @Option(
            names = "--data",
            description = "an empty folder for data and logs (default: a new one in resilience/target)")
    private Path data;

    @Option(
            names = "--small",
            description = "runs one of each process but brokers and gateways, and fewer partitions: two cores carry it")
    private boolean small;

    @Option(names = "--keep", description = "keeps the results, and writes docs/reliability.md anew")
    private boolean keep;

    public static void main(String[] arguments) {
        System.exit(new CommandLine(new Main()).execute(arguments));
    }

    @Override
    public Integer call() throws Exception {
        if (faults.isEmpty()) {
            Faults.all().forEach(fault -> System.out.println(fault.name() + ": " + fault.description()));
            return 0;
        }
        List<Fault> chosen = faults.equals(List.of(ALL))
                ? Faults.all()
                : faults.stream().map(Faults::named).toList();
        boolean clean = true;
        boolean brokerLinks = chosen.stream().anyMatch(Fault::needsBrokerLinks);
        try (Layout layout = new Layout(root.resolve("docker-compose.yml"), extent(), folder(), brokerLinks)) {
            layout.start();
            for (Fault fault : chosen) {
                clean &= run(layout, fault);
            }
        }
        return clean ? 0 : 1;
    }

    private boolean run(Layout layout, Fault fault) throws InterruptedException, IOException {
        double load = ManagementFactory.getOperatingSystemMXBean().getSystemLoadAverage();
        System.out.println(fault.name() + ": " + fault.description() + "; seed " + seed);
        Run.Result result;
        try {
            result = new Run(layout, List.of(fault), Conditions.thorough(seed, rate)).make();
        } catch (IllegalStateException e) {
            System.out.println("  shows nothing: " + e.getMessage());
            // The next run is to find everything there.
            Layout.startAll(layout.nodes());
            return false;
        }
        System.out.println("  " + Figures.of(result.entries()).get(0));
        result.violations().forEach(violation -> System.out.println("  " + violation));
        System.out.println("  settled: " + result.settled() + ", started again: " + result.revived()
                + ", in need of a hand: " + result.unwell());
        if (keep) {
            keep(fault, load, result);
        }
        return result.isClean();
    }

    private void keep(Fault fault, double load, Run.Result result) throws IOException {
        KeptResult.Circumstances circumstances = new KeptResult.Circumstances(
                LocalDate.now(ZoneOffset.UTC).toString(),
                System.getProperty("parley.commit", "unknown"),
                Runtime.getRuntime().availableProcessors(),
                (double) Math.round(load * DECIMALS) / DECIMALS,
                rate,
                seed,
                extent().name().toLowerCase(Locale.ROOT));
        Results results = new Results(root.resolve("resilience/results"));
        results.keep(KeptResult.of(fault, circumstances, result));
        Report report = new Report(results.all());
        Files.writeString(root.resolve("docs/reliability.md"), report.text());
        Files.writeString(root.resolve("docs/images/reliability.svg"), new Picture(report.results()).svg());
    }

    private Extent extent() {
        return small ? Extent.SMALL : Extent.WHOLE;
    }

    private Path folder() throws IOException {
        Path target = Files.createDirectories(root.resolve("resilience/target"));
        return (data != null ? Files.createDirectories(data) : Files.createTempDirectory(target, "run"))
                .toAbsolutePath()
                .normalize();
    }
}
