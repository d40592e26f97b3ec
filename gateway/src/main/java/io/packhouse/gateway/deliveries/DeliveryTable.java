package io.packhouse.gateway.deliveries;

import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;

import org.jspecify.annotations.Nullable;

import io.packhouse.contracts.JobId;
import io.packhouse.contracts.deliveries.DeliveryRecord;
import io.packhouse.contracts.deliveries.DeliveryRecord.Wanted;
import io.packhouse.gateway.api.ListPlace;
import io.packhouse.platform.kafka.Position;

/**
 * The deliveries that a gateway knows: at most as many as it may, those that are over forgotten first, the eldest first.
 * Confined to the view's context.
 */
final class DeliveryTable {

    private final int limit;
    private final Map<JobId, DeliveryEntry> all = new HashMap<>();
    private final Map<JobId, DeliveryEntry> pending = new LinkedHashMap<>();
    private final Map<JobId, DeliveryEntry> over = new LinkedHashMap<>();
    private final NavigableMap<ListPlace, DeliveryEntry> newestFirst = new TreeMap<>();

    DeliveryTable(int limit) {
        this.limit = limit;
    }

    /** Takes a record of the log; each may come twice. */
    void fold(Position position, String origin, DeliveryRecord told) {
        DeliveryEntry entry = all.get(told.job());
        if (entry == null) {
            Optional<Wanted> wanted = DeliveryRecord.wantedOf(told);
            if (wanted.isEmpty()) {
                return;
            }
            entry = new DeliveryEntry(position, origin, wanted.get());
            all.put(entry.job(), entry);
            newestFirst.put(placeOf(entry), entry);
        }
        change(entry, position, told);
        (entry.isPending() ? over : pending).remove(entry.job());
        (entry.isPending() ? pending : over).put(entry.job(), entry);
        forget();
    }

    private static void change(DeliveryEntry entry, Position position, DeliveryRecord told) {
        switch (told) {
            case DeliveryRecord.Attempting attempting -> entry.begun(attempting);
            case DeliveryRecord.Attempted attempted -> entry.ended(attempted);
            case DeliveryRecord.Replayed replayed -> entry.replayed(replayed.at(), position, replayed.attempts());
            case DeliveryRecord.Carried carried -> {
                entry.movedTo(position);
                entry.counted(carried.attempts());
            }
            case Wanted _,DeliveryRecord.Unknown _ -> {
                // Known; or told by a newer version.
            }
        }
    }

    private void forget() {
        while (all.size() > limit) {
            Iterator<DeliveryEntry> eldest = (over.isEmpty() ? pending : over).values().iterator();
            DeliveryEntry entry = eldest.next();
            eldest.remove();
            all.remove(entry.job());
            newestFirst.remove(placeOf(entry));
        }
    }

    private static ListPlace placeOf(DeliveryEntry entry) {
        return new ListPlace(entry.wantedAt(), entry.job());
    }

    Optional<DeliveryStatus> find(JobId job) {
        return Optional.ofNullable(all.get(job)).map(DeliveryEntry::status);
    }

    /** Deliveries and, when there may be more, the place to go on from. */
    record Page(List<DeliveryStatus> deliveries, @Nullable ListPlace next) {
    }

    /** A page of deliveries, newest first. */
    Page page(DeliveryListQuery query) {
        var rest = query.after() == null ? newestFirst : newestFirst.tailMap(query.after(), false);
        List<DeliveryEntry> found = rest.values().stream().filter(query::wants).limit(query.limit() + 1L).toList();
        List<DeliveryEntry> page = found.subList(0, Math.min(query.limit(), found.size()));
        return new Page(page.stream().map(DeliveryEntry::status).toList(),
                found.size() > query.limit() ? placeOf(page.getLast()) : null);
    }
}
