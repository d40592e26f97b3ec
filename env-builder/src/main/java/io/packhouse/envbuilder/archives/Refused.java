package io.packhouse.envbuilder.archives;

import org.jspecify.annotations.Nullable;

import io.packhouse.archives.ForeignText;
import io.packhouse.archives.ZipFault;
import io.packhouse.contracts.Failure;
import io.packhouse.contracts.FailureException;
import io.packhouse.platform.config.ByteSize;

/** Why an archive or a tree is refused, in a sentence for whoever reads the job. */
final class Refused {

    private Refused() {
    }

    /** What a reader of archives found, as our failure. A name too long to be one of a file is the archive's fault. */
    static FailureException of(ZipFault fault, @Nullable Exception cause) {
        Failure.Code code = switch (fault.kind()) {
            case ENTRIES, NAMES, TOTAL_SIZE, TOTAL_RATIO -> Failure.Code.TOO_LARGE;
            default -> Failure.Code.UPSTREAM;
        };
        return new Failure(code, "the archive " + fault.text(words(fault), Refused::shown)).exception(cause);
    }

    private static String words(ZipFault fault) {
        ZipFault.Kind kind = fault.kind();
        return switch (kind) {
            case NO_END, BYTES_BEHIND_END, COMMENT_CUT -> "is no zip, was cut off, or has bytes after its end";
            case SEVERAL_PARTS -> "is one part of several; it must be one file";
            case SELF_EXTRACTING, DIRECTORY_ELSEWHERE ->
                "has a list of entries that does not end where the end record begins";
            case COUNTED_TOO_MANY -> "counts %d entries, for which its list of %d bytes is too short";
            case COUNTED_TOO_FEW, DIRECTORY_DAMAGED -> "has a damaged list of entries";
            case ENTRIES -> kind.words() + " (environments.limits.entries)";
            case NAME_LENGTH, DEPTH -> "has a path of more than " + PathRules.LENGTH_LIMIT + " characters or "
                    + PathRules.DEPTH_LIMIT + " names";
            case STRANGE_PARTS -> "has an empty name, '.' or '..' in its path";
            case LINK, SPECIAL_FILE -> "is a link, device, pipe or socket";
            case TWICE -> "has the entries %s twice";
            case HEADER_BEHIND, OVERLAP -> "overlaps the next one or the list of entries";
            case HEADER_ELSEWHERE -> "does not lie where the list of entries says";
            case HEADERS_DIFFER -> "has a header whose %s differs from the list of entries";
            case TOTAL_SIZE -> "unpacks to %d bytes; at most " + new ByteSize((Long) fault.values().get(1))
                    + " are taken (environments.limits.extracted)";
            case TOTAL_RATIO ->
                "unpacks from %1$d to %2$d bytes; it may be %4$d times as many (environments.limits.ratio)";
            case DATA_CUT -> "has data that ends too early";
            case DATA_BEHIND -> "has bytes behind its data";
            case TOO_FEW_BYTES -> "unpacks to %3$d bytes instead of %2$d";
            case TOO_MANY_BYTES -> "unpacks to more than the %d bytes that it declares";
            case CHECKSUM -> "has another checksum than it declares";
            default -> kind.words();
        };
    }

    /** The archive is not what it should be: {@code what} goes on after "the archive". */
    static FailureException archive(String what) {
        return new Failure(Failure.Code.UPSTREAM, "the archive " + what).exception();
    }

    /** An entry is not what it should be: {@code what} goes on after its name. */
    static FailureException entry(String name, String what) {
        return archive("has the entry " + shown(name) + " that " + what);
    }

    /** A foreign name as it may be shown. */
    static String shown(String name) {
        return "«" + ForeignText.printable(name) + "»";
    }
}
