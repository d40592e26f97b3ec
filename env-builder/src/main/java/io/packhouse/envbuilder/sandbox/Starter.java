package io.packhouse.envbuilder.sandbox;

import java.io.IOException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/**
 * Starts processes from one thread that lives as long as this process. The kernel's signal at the parent's death is one at the
 * death of the thread that started the child: carriers of virtual threads come and go.
 */
final class Starter {

    private static final ExecutorService THREAD = Executors
            .newSingleThreadExecutor(Thread.ofPlatform().daemon().name("tool-starter").factory());

    private Starter() {
    }

    static Process start(ProcessBuilder builder) throws IOException, InterruptedException {
        var started = new CompletableFuture<Process>();
        THREAD.execute(() -> {
            try {
                started.complete(builder.start());
            } catch (IOException | RuntimeException e) {
                started.completeExceptionally(e);
            }
        });
        try {
            return started.get();
        } catch (InterruptedException e) {
            // Nobody else would ever end it.
            var _ = started.thenAccept(Process::destroyForcibly);
            throw e;
        } catch (ExecutionException e) {
            throw new IOException("the program could not be started", e.getCause());
        }
    }
}
