package io.packhouse.platform.queue;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ShareConsumer;
import org.apache.kafka.common.KafkaException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import io.packhouse.platform.jobs.CommandRecords;
import io.packhouse.platform.jobs.CommandRecords.Envelope;
import io.packhouse.platform.kafka.RecordHeaders;

/**
 * The right to run one job at a time: a share consumer of its own, which takes one record, runs its job on another thread,
 * and renews the lock until that ends. One thread per permit owns the consumer and does all of this.
 */
final class Permit implements Runnable {

    private static final Logger log = LoggerFactory.getLogger(Permit.class);
    private static final Duration IDLE_POLL = Duration.ofMillis(500);
    private static final long RECONNECT_MILLIS = 500;

    private final Supplier<ShareConsumer<String, byte[]>> consumers;
    private final String topic;
    private final Map<String, JobHandler> handlers;
    private final JobRunner runner;
    private final DeadLetters deadLetters;
    private final QueueSettings settings;
    private final QueueMetrics metrics;
    private final BooleanSupplier draining;

    Permit(Supplier<ShareConsumer<String, byte[]>> consumers, String topic, Map<String, JobHandler> handlers,
            JobRunner runner, DeadLetters deadLetters, QueueSettings settings, QueueMetrics metrics,
            BooleanSupplier draining) {
        this.consumers = consumers;
        this.topic = topic;
        this.handlers = handlers;
        this.runner = runner;
        this.deadLetters = deadLetters;
        this.settings = settings;
        this.metrics = metrics;
        this.draining = draining;
    }

    /** Works until the queue drains; an unusable consumer is replaced by a new one. */
    @Override
    public void run() {
        while (!draining.getAsBoolean()) {
            try (ShareConsumer<String, byte[]> consumer = consumers.get()) {
                consumer.subscribe(List.of(topic));
                work(consumer);
            } catch (InterruptedException e) {
                return;
            } catch (RuntimeException e) {
                log.atError().addKeyValue("topic", topic).setCause(e).log("A permit lost its consumer and takes a new one");
                pause();
            }
        }
    }

    private void work(ShareConsumer<String, byte[]> consumer) throws InterruptedException {
        while (!draining.getAsBoolean()) {
            for (ConsumerRecord<String, byte[]> record : poll(consumer)) {
                HeldRecord held = new HeldRecord(consumer, record);
                handle(held);
            }
        }
    }

    private Iterable<ConsumerRecord<String, byte[]>> poll(ShareConsumer<String, byte[]> consumer) {
        try {
            return consumer.poll(IDLE_POLL);
        } catch (org.apache.kafka.common.errors.RetriableException e) {
            log.atWarn().addKeyValue("topic", topic).addKeyValue("cause", e.toString()).log("A poll failed and is repeated");
            pause();
            return List.of();
        } catch (KafkaException e) {
            throw e;
        }
    }

    private void handle(HeldRecord held) throws InterruptedException {
        if (draining.getAsBoolean()) {
            held.acknowledge(Disposition.AGAIN);
            return;
        }
        ConsumerRecord<String, byte[]> record = held.record();
        Map<String, String> headers = RecordHeaders.texts(record.headers());
        Envelope envelope;
        try {
            envelope = CommandRecords.envelope(headers);
        } catch (IllegalArgumentException e) {
            refuse(held, headers, e.getMessage());
            return;
        }
        JobHandler handler = handlers.get(envelope.kind());
        if (handler == null) {
            log.atWarn().addKeyValue("job", envelope.job()).addKeyValue("kind", envelope.kind())
                    .log("A command of an unknown kind is released for a newer worker");
            release(held, "unknown-kind");
            return;
        }
        byte[] value = record.value() == null ? new byte[0] : record.value();
        supervise(held, Delivery.begin(runner, new Received(envelope, headers, value), handler), handler);
    }

    private void supervise(HeldRecord held, Delivery delivery, JobHandler handler) throws InterruptedException {
        Vigil vigil = new Vigil(settings, handler.timeLimit());
        while (true) {
            Optional<Disposition> ended = delivery.await(vigil.nanosToNext(draining.getAsBoolean()));
            if (ended.isPresent()) {
                finish(held, ended.get());
                return;
            }
            if (vigil.mustRenew() && !held.renew()) {
                metrics.lockLost();
                delivery.stop();
                return;
            }
            if (vigil.mustLook() && !delivery.isEnding() && runner.hasEnded(delivery.envelope().job())) {
                tellAfter(held, delivery, handler);
                return;
            }
            if (vigil.hasExpired()) {
                expire(held, delivery, handler);
                return;
            }
            if (draining.getAsBoolean() && vigil.drainIsOver()) {
                giveBack(held, delivery);
                return;
            }
        }
    }

    private void finish(HeldRecord held, Disposition disposition) throws InterruptedException {
        switch (disposition) {
            case AGAIN -> release(held, "failed-attempt");
            case UNTOLD -> release(held, "untold");
            case DONE, UNREADABLE -> held.acknowledge(disposition);
        }
    }

    /** Stops a delivery whose job has an outcome from elsewhere, and begins one that only tells the handler of it. */
    private void tellAfter(HeldRecord held, Delivery delivery, JobHandler handler) throws InterruptedException {
        delivery.stop();
        supervise(held, delivery.again(), handler);
    }

    private void expire(HeldRecord held, Delivery delivery, JobHandler handler) throws InterruptedException {
        RunningAttempt attempt = delivery.attempt();
        if (attempt == null || delivery.isEnding()) {
            finish(held, delivery.stop().orElse(delivery.isEnding() ? Disposition.UNTOLD : Disposition.AGAIN));
            return;
        }
        runner.expire(delivery.envelope(), attempt, handler.timeLimit());
        tellAfter(held, delivery, handler);
    }

    /** The drain is over: the job goes to another worker, and the attempt does not count. */
    private void giveBack(HeldRecord held, Delivery delivery) throws InterruptedException {
        Optional<Disposition> ended = delivery.stop();
        RunningAttempt attempt = delivery.attempt();
        // An interrupt in the middle of a store's call ends the attempt as one that could not go on.
        boolean stopped = ended.isEmpty() || ended.get() == Disposition.AGAIN;
        if (stopped && attempt != null) {
            runner.takeBack(delivery.envelope().job(), attempt);
        }
        metrics.released("drained");
        held.acknowledge(ended.orElse(Disposition.AGAIN));
    }

    private void refuse(HeldRecord held, Map<String, String> headers, String why) throws InterruptedException {
        ConsumerRecord<String, byte[]> record = held.record();
        log.atError().addKeyValue("topic", topic).addKeyValue("offset", record.offset()).addKeyValue("cause", why)
                .log("A record is no command and goes to the dead letters");
        boolean copied = deadLetters.copy(record.key() == null ? "" : record.key(), headers,
                record.value() == null ? new byte[0] : record.value(), why);
        if (copied) {
            held.acknowledge(Disposition.UNREADABLE);
        } else {
            release(held, "dead-letter-failed");
        }
    }

    /** Gives a record back after a pause that doubles with each delivery, and stays well within the lock. */
    private void release(HeldRecord held, String why) throws InterruptedException {
        int deliveries = held.record().deliveryCount().map(Short::intValue).orElse(1);
        long pause = settings.retryDelay().toMillis() << Math.clamp(deliveries - 1L, 0, 10);
        long until = System.nanoTime() + Math.min(pause, settings.lockDuration().toMillis() / 3) * 1_000_000;
        while (!draining.getAsBoolean() && until - System.nanoTime() > 0) {
            Thread.sleep(Math.min(50, Math.max(1, (until - System.nanoTime()) / 1_000_000)));
        }
        metrics.released(why);
        held.acknowledge(Disposition.AGAIN);
    }

    private static void pause() {
        try {
            Thread.sleep(RECONNECT_MILLIS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
