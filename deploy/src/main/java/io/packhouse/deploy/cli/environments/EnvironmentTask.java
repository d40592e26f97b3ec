package io.packhouse.deploy.cli.environments;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.file.NoSuchFileException;
import java.util.concurrent.Callable;

import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

import io.packhouse.addonscript.documents.RefusedException;
import io.packhouse.contracts.Failure;

/** What the commands of environments have: help, where they print, and sentences for what goes wrong outside. */
abstract class EnvironmentTask implements Callable<Integer> {

    @Spec
    private CommandSpec spec;

    @Option(names = {"-h", "--help"}, usageHelp = true, order = 99, description = "Show this help and exit.")
    @SuppressWarnings("unused") // Picocli asks the option, not the field.
    private boolean help;

    /** Does it. */
    abstract void run() throws IOException, InterruptedException;

    /** Standard output. */
    final PrintWriter out() {
        return spec.commandLine().getOut();
    }

    @Override
    public final Integer call() throws InterruptedException {
        try {
            run();
            return 0;
        } catch (RefusedException e) {
            throw failed("a document is not as it should be: " + e.refusal().detail(), e);
        } catch (NoSuchFileException e) {
            throw failed("there is no file " + e.getFile(), e);
        } catch (UncheckedIOException e) {
            throw failed(sentence(e.getCause()), e);
        } catch (IOException e) {
            throw failed(sentence(e), e);
        }
    }

    private static String sentence(IOException e) {
        return e.getMessage() == null ? e.toString() : e.getMessage();
    }

    private static RuntimeException failed(String sentence, Exception cause) {
        return new Failure(Failure.Code.UPSTREAM, sentence).exception(cause);
    }
}
