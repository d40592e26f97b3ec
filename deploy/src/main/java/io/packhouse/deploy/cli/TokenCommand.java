package io.packhouse.deploy.cli;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;

import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

import io.packhouse.gateway.api.Scope;
import io.packhouse.gateway.api.Tokens;

/** {@code token}: access to the API. */
@Command(name = "token", mixinStandardHelpOptions = true, synopsisSubcommandLabel = "COMMAND", subcommands = TokenCommand.Create.class, description = "Make tokens for the API.")
final class TokenCommand {

    /** {@code token create}. */
    @Command(name = "create", mixinStandardHelpOptions = true, sortOptions = false, description = {
            "Make a token for /api/v1.",
            "The token is printed once and kept nowhere; what belongs into the file api.tokens-file is its digest, with "
                    + "the name and the scopes."})
    static final class Create implements Callable<Integer> {

        @Spec
        private CommandSpec spec;

        @Parameters(paramLabel = "NAME", description = "Who will use it: 1 to 64 of A-Z a-z 0-9 . _ -")
        private String name = "";

        @Option(names = "--scopes", paramLabel = "SCOPE,…", required = true, split = ",", order = 1, description = "What it may be used for: jobs:read, jobs:cancel, installers:write, addons:write, "
                + "deliveries:read, deliveries:write, packages:read, packages:write, packages:remove.")
        private String[] scopes = {};

        @Option(names = "--file", paramLabel = "FILE", order = 2, description = "Append the line to this tokens file, made when missing; else it is printed, too.")
        private @Nullable Path file;

        @Override
        public Integer call() throws IOException {
            var made = make();
            var out = spec.commandLine().getOut();
            out.println(made.secret());
            if (file == null) {
                out.println("# for api.tokens-file:");
                out.println(made.line());
            } else {
                append(file, made.line() + "\n");
            }
            out.flush();
            return 0;
        }

        private Tokens.NewToken make() {
            try {
                return Tokens.newToken(name, Arrays.stream(scopes).map(this::scope)
                        .collect(Collectors.toCollection(() -> EnumSet.noneOf(Scope.class))));
            } catch (IllegalArgumentException e) {
                throw new ParameterException(spec.commandLine(), e.getMessage(), e);
            }
        }

        private Scope scope(String text) {
            return Scope.parse(text).orElseThrow(() -> new IllegalArgumentException("'" + text + "' is none of "
                    + Arrays.stream(Scope.values()).map(Scope::wire).collect(Collectors.joining(", "))));
        }

        /** A line of its own, also where the last one was not ended. */
        private static void append(Path file, String line) throws IOException {
            var ended = Files.notExists(file) || Files.size(file) == 0 || Files.readString(file).endsWith("\n");
            Files.writeString(file, ended ? line : "\n" + line, StandardCharsets.UTF_8, StandardOpenOption.CREATE,
                    StandardOpenOption.APPEND);
        }
    }
}
