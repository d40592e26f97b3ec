package io.packhouse.contracts.packages;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

import io.packhouse.contracts.JobId;
import io.packhouse.contracts.packages.CatalogueRecord.Removed;
import io.packhouse.contracts.packages.CatalogueRecord.Restored;
import io.packhouse.contracts.packages.CatalogueRecord.Uploaded;

/**
 * The rules of the catalogue, said as simply as possible: everything is a flat list that is looked through from its beginning.
 */
final class NaiveCatalogue {

    /** An uploaded file that made a difference. */
    private static final class Row {
        private final Uploaded uploaded;
        private boolean current = true;

        Row(Uploaded uploaded) {
            this.uploaded = uploaded;
        }

        boolean is(PackageKey key) {
            return uploaded.facts().key().equals(key);
        }
    }

    /** What was answered to a job. */
    private record Answered(JobId job, CatalogueAnswer answer) {
    }

    private final List<Row> rows = new ArrayList<>();
    private final List<Answered> answered = new ArrayList<>();

    Optional<CatalogueAnswer> fold(CatalogueRecord record) {
        Optional<CatalogueAnswer> before = answer(record.job());
        if (before.isPresent()) {
            return before;
        }
        Optional<CatalogueAnswer> answer = switch (record) {
            case Uploaded uploaded -> Optional.of(upload(uploaded));
            case Removed removed -> Optional.of(remove(removed));
            case Restored restored -> Optional.of(restore(restored));
            case CatalogueRecord.Unknown _ -> Optional.empty();
        };
        answer.ifPresent(made -> answered.add(new Answered(record.job(), made)));
        return answer;
    }

    private CatalogueAnswer upload(Uploaded uploaded) {
        PackageKey key = uploaded.facts().key();
        Optional<Row> now = current(key);
        if (now.isPresent() && now.get().uploaded.facts().file().equals(uploaded.facts().file())) {
            return new CatalogueAnswer.Unchanged(key, number(now.get()));
        }
        now.ifPresent(row -> row.current = false);
        Row row = new Row(uploaded);
        rows.add(row);
        return now.isPresent()
                ? new CatalogueAnswer.Updated(key, number(row))
                : new CatalogueAnswer.Added(key, number(row));
    }

    private CatalogueAnswer remove(Removed removed) {
        int count = 0;
        for (Row row : rows) {
            PackageKey key = row.uploaded.facts().key();
            if (row.current && key.id().equals(removed.id())
                    && (removed.architecture() == null || key.architecture().equals(removed.architecture()))) {
                row.current = false;
                count++;
            }
        }
        return new CatalogueAnswer.Removed(count);
    }

    private CatalogueAnswer restore(Restored restored) {
        PackageKey key = restored.key();
        Optional<Row> wanted = rows.stream().filter(row -> row.is(key) && number(row) == restored.revision()).findAny();
        if (wanted.isEmpty()) {
            return new CatalogueAnswer.NoSuchRevision(key, restored.revision());
        }
        Optional<Row> now = current(key);
        now.ifPresent(row -> row.current = false);
        wanted.get().current = true;
        if (now.isEmpty()) {
            return new CatalogueAnswer.Added(key, restored.revision());
        }
        return now.get().equals(wanted.get())
                ? new CatalogueAnswer.Unchanged(key, restored.revision())
                : new CatalogueAnswer.Updated(key, restored.revision());
    }

    private Optional<Row> current(PackageKey key) {
        return rows.stream().filter(row -> row.is(key) && row.current).findAny();
    }

    private int number(Row wanted) {
        int number = 0;
        for (Row row : rows) {
            if (row.is(wanted.uploaded.facts().key())) {
                number++;
            }
            if (row.equals(wanted)) {
                break;
            }
        }
        return number;
    }

    private Revision revision(Row row) {
        Uploaded uploaded = row.uploaded;
        return new Revision(number(row), uploaded.at(), uploaded.caller(), uploaded.job(), uploaded.facts(),
                uploaded.note());
    }

    Optional<CatalogueAnswer> answer(JobId job) {
        return answered.stream().filter(one -> one.job().equals(job)).map(Answered::answer).findAny();
    }

    /** Every current package, in order. */
    List<Revision> all() {
        return rows.stream().filter(row -> row.current).map(this::revision)
                .sorted(Comparator.comparing((Revision revision) -> revision.facts().key().id())
                        .thenComparing(revision -> revision.facts().key().architecture()))
                .toList();
    }

    List<Revision> revisions(PackageKey key) {
        return rows.stream().filter(row -> row.is(key)).map(this::revision).toList();
    }
}
