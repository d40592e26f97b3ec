package io.packhouse.bench;

/** Several rounds of one load. */
final class Series {

    final Rounds rate = new Rounds();
    final Rounds p50 = new Rounds();
    final Rounds p99 = new Rounds();

    void add(HttpLoad.Result result) {
        rate.add(result.perSecond());
        p50.add(result.latencies().millis(50));
        p99.add(result.latencies().millis(99));
    }

    /** The medians of the rounds' percentiles. */
    String times() {
        return "p50 " + p50.text("%.1f", "ms") + ", p99 " + p99.text("%.1f", "ms");
    }
}
