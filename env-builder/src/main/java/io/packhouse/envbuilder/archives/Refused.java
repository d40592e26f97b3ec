package io.packhouse.envbuilder.archives;

import io.packhouse.contracts.Failure;
import io.packhouse.contracts.FailureException;

/** Why an archive or a tree is refused, in a sentence for whoever reads the job. */
final class Refused {

    private static final int SHOWN = 80;

    private Refused() {
    }

    /** The archive is not what it should be: {@code what} goes on after "the archive". */
    static FailureException archive(String what) {
        return new Failure(Failure.Code.UPSTREAM, "the archive " + what).exception();
    }

    /** An entry is not what it should be: {@code what} goes on after its name. */
    static FailureException entry(String name, String what) {
        return archive("has the entry " + shown(name) + " that " + what);
    }

    /** The archive takes more than a limit: {@code what} goes on after "the archive". */
    static FailureException tooLarge(String what) {
        return new Failure(Failure.Code.TOO_LARGE, "the archive " + what).exception();
    }

    /** A foreign name as it may be shown: printable ASCII, at most {@value #SHOWN} characters. */
    static String shown(String name) {
        String printable = name.codePoints().limit(SHOWN + 1L).map(c -> c < 0x20 || c > 0x7e ? '?' : c)
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append).toString();
        return "«" + (printable.length() > SHOWN ? printable.substring(0, SHOWN) + "..." : printable) + "»";
    }
}
