package io.packhouse.platform.trace;

import java.util.Map;

import org.apache.logging.log4j.core.util.ContextDataProvider;

/** Gives every log line that is written on a Vert.x context the trace of that context. Found by Log4j as a service. */
public final class TraceLogData implements ContextDataProvider {

    /** The key of the trace id in log lines, here and in {@link TraceScope}. */
    static final String TRACE = "trace";

    @Override
    public Map<String, String> supplyContextData() {
        return TraceLocal.current().map(trace -> Map.of(TRACE, trace.traceId())).orElse(Map.of());
    }
}
