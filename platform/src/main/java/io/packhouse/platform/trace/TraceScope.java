package io.packhouse.platform.trace;

import org.jspecify.annotations.Nullable;
import org.slf4j.MDC;

import io.packhouse.contracts.JobId;

/**
 * Gives every log line of this thread the trace, the job and the attempt that it belongs to, until closed; then restores
 * what was before. For threads that run blocking code, virtual ones included, and to be closed by the thread that opened it:
 *
 * <pre>{@code
 * try (var _ = TraceScope.open(trace, job, attempt)) { … }
 * }</pre>
 */
public final class TraceScope implements AutoCloseable {

    private static final String JOB = "job";
    private static final String ATTEMPT = "attempt";

    private final @Nullable String trace = MDC.get(TraceLogData.TRACE);
    private final @Nullable String job = MDC.get(JOB);
    private final @Nullable String attempt = MDC.get(ATTEMPT);

    private TraceScope() {
    }

    /**
     * Opens a scope.
     *
     * @param attempt
     *            the attempt's id; null when there is none yet
     */
    public static TraceScope open(TraceContext trace, JobId job, @Nullable String attempt) {
        var scope = new TraceScope();
        MDC.put(TraceLogData.TRACE, trace.traceId());
        MDC.put(JOB, job.value());
        restore(ATTEMPT, attempt);
        return scope;
    }

    @Override
    public void close() {
        restore(TraceLogData.TRACE, trace);
        restore(JOB, job);
        restore(ATTEMPT, attempt);
    }

    private static void restore(String key, @Nullable String before) {
        if (before == null) {
            MDC.remove(key);
        } else {
            MDC.put(key, before);
        }
    }
}
