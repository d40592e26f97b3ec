package io.packhouse.repackager.archive;

import java.util.zip.ZipException;

import io.packhouse.contracts.Failure;
import io.packhouse.contracts.FailureException;

/** Why an archive is refused, in a sentence for the one who sent it. */
final class Refusal {

    private static final int SHOWN = 80;

    private Refusal() {
    }

    /** The archive breaks a rule: {@code what} goes on after "The XPI". */
    static FailureException broken(String what) {
        return new Failure(Failure.Code.INVALID_REQUEST, "The XPI " + what).exception();
    }

    /** An entry breaks a rule: {@code what} goes on after its name. */
    static FailureException broken(String name, String what) {
        return broken("has the entry " + shown(name) + " that " + what);
    }

    /** An entry's data is no deflated data. */
    static FailureException undeflatable(String name, ZipException cause) {
        return new Failure(Failure.Code.INVALID_REQUEST,
                "The XPI has the entry " + shown(name) + " that has damaged data; it cannot be unpacked").exception(cause);
    }

    /** The archive needs more than a limit allows: {@code what} goes on after "The XPI". */
    static FailureException tooLarge(String what) {
        return new Failure(Failure.Code.TOO_LARGE, "The XPI " + what).exception();
    }

    /** An entry needs more than a limit allows. */
    static FailureException tooLarge(String name, String what) {
        return tooLarge("has the entry " + shown(name) + " that " + what);
    }

    static FailureException zip64() {
        return broken("is a ZIP64 archive or has such entries; nothing that a rebuild takes needs them, and none are read");
    }

    /** A foreign name as it may be shown: printable ASCII, at most {@value #SHOWN} characters. */
    static String shown(String name) {
        String printable = name.codePoints().limit(SHOWN + 1L).map(c -> c < 0x20 || c > 0x7e ? '?' : c)
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append).toString();
        return "'" + (printable.length() > SHOWN ? printable.substring(0, SHOWN) + "..." : printable) + "'";
    }
}
