package io.packhouse.repackager;

import java.util.List;

import io.packhouse.contracts.Topic;
import io.packhouse.platform.process.Foundation;
import io.packhouse.platform.process.QueueWorker;
import io.packhouse.platform.service.Service;

/** The repackager: its two queues, each with permits of its own, and the deliveries. Wires, and does nothing else. */
public final class RepackagerService implements Service {

    private final QueueWorker low;
    private final QueueWorker high;

    /**
     * @throws io.packhouse.platform.config.ConfigException
     *             when the configuration is wrong
     */
    public RepackagerService(Foundation foundation) {
        low = worker(foundation, Topic.WORK_ADDONS, 4);
        high = worker(foundation, Topic.WORK_ADDONS_HIGH, 4);
    }

    private static QueueWorker worker(Foundation foundation, Topic queue, int permits) {
        return new QueueWorker(foundation, queue, permits,
                List.of(new FanOutHandler(queue, foundation.writer(), foundation.objects())));
    }

    @Override
    public String name() {
        return "repackager";
    }

    @Override
    public void start() throws Exception {
        low.start();
        high.start();
    }

    /** Returns when a job would start at once; {@code UNAVAILABLE} when that takes too long. */
    public void awaitJobs() throws InterruptedException {
        low.awaitJobs();
        high.awaitJobs();
    }

    @Override
    public void close() {
        high.close();
        low.close();
    }
}
