package io.packhouse.repackager.archive;

import java.util.Collection;

import org.jspecify.annotations.Nullable;

import io.packhouse.archives.EntryNames;
import io.packhouse.archives.ForeignText;
import io.packhouse.archives.ZipFault;
import io.packhouse.contracts.Failure;
import io.packhouse.contracts.FailureException;

/** Why an archive is refused, in a sentence for the one who sent it. */
final class Refusal {

    private Refusal() {
    }

    /** What a reader of archives found, as our failure. */
    static FailureException of(ZipFault fault, @Nullable Exception cause) {
        Failure.Code code = fault.kind().isLimit() ? Failure.Code.TOO_LARGE : Failure.Code.INVALID_REQUEST;
        return new Failure(code, "The XPI " + text(fault)).exception(cause);
    }

    private static String text(ZipFault fault) {
        String words = switch (fault.kind()) {
            case ZIP64 ->
                "is a ZIP64 archive or has such entries; nothing that a rebuild takes needs them, and none are read";
            case COUNTED_TOO_MANY -> ZipFault.Kind.DIRECTORY_DAMAGED.words();
            case ENCRYPTED -> "is encrypted; an XPI has no encrypted entries";
            case METHOD -> "is compressed by method %d; an XPI's are stored (0) or deflated (8)";
            case LINK, SPECIAL_FILE -> fault.kind().words() + "; an XPI has files and directories";
            case NO_NAME -> ZipFault.Kind.ABSOLUTE_PATH.words();
            case DATA_CUT -> ZipFault.Kind.DATA_BEHIND.words();
            default -> fault.kind().words();
        };
        return fault.kind() == ZipFault.Kind.NO_NAME && fault.names().getFirst().isEmpty()
                ? "has an entry without a name"
                : fault.text(words, Refusal::shown);
    }

    /** Refuses names that no archive may have, and those that meet on some file system. */
    static void checkNames(Collection<String> names) {
        names.stream().flatMap(name -> EntryNames.fault(name).stream()).findFirst().or(() -> EntryNames.meeting(names))
                .ifPresent(fault -> {
                    throw of(fault, null);
                });
    }

    /** The archive needs more than a limit allows: {@code what} goes on after "The XPI". */
    static FailureException tooLarge(String what) {
        return new Failure(Failure.Code.TOO_LARGE, "The XPI " + what).exception();
    }

    /** An entry needs more than a limit allows. */
    static FailureException tooLarge(String name, String what) {
        return tooLarge("has the entry " + shown(name) + " that " + what);
    }

    /** A foreign name as it may be shown, in quotes. */
    static String shown(String name) {
        return "'" + ForeignText.printable(name) + "'";
    }
}
