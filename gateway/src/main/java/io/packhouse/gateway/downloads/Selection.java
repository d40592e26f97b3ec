package io.packhouse.gateway.downloads;

import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import io.vertx.core.MultiMap;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;

/**
 * What a request selects of a representation with a strong entity tag, after its preconditions (RFC 9110, 13.2.2 and 14).
 *
 * <p>
 * One range is answered as a part. Several ranges, other units and ranges with wrong syntax are answered with the whole, as
 * the RFC permits; so is a range on {@code HEAD}, for which it defines none. Dates never match, since there are none.
 *
 * @param status
 *            200, 206, 304, 412 or 416
 * @param offset
 *            the first byte of the part
 * @param length
 *            the number of bytes; 0 for the statuses without content
 */
record Selection(int status, long offset, long length) {

    private static final Pattern RANGE = Pattern.compile("bytes=[ \\t]*(\\d*)-(\\d*)[ \\t]*", Pattern.CASE_INSENSITIVE);
    private static final Pattern ENTITY_TAG = Pattern.compile("(W/)?(\"[^\"]*\")");
    private static final int MOST_DIGITS = 18;

    /**
     * @param entityTag
     *            the strong entity tag, with its quotation marks
     * @param size
     *            of the whole, in bytes
     */
    static Selection of(HttpMethod method, MultiMap headers, String entityTag, long size) {
        List<String> ifMatch = headers.getAll(HttpHeaders.IF_MATCH);
        if (!ifMatch.isEmpty() && !names(ifMatch, entityTag, false)) {
            return new Selection(412, 0, 0);
        }
        if (names(headers.getAll(HttpHeaders.IF_NONE_MATCH), entityTag, true)) {
            return new Selection(304, 0, 0);
        }
        List<String> ranges = headers.getAll("Range");
        List<String> ifRange = headers.getAll("If-Range");
        boolean current = ifRange.isEmpty() || ifRange.equals(List.of(entityTag));
        if (method.equals(HttpMethod.GET) && ranges.size() == 1 && current) {
            return ofRange(ranges.getFirst(), size);
        }
        return whole(size);
    }

    private static Selection whole(long size) {
        return new Selection(200, 0, size);
    }

    private static Selection ofRange(String range, long size) {
        Matcher matcher = RANGE.matcher(range);
        if (!matcher.matches() || (matcher.group(1).isEmpty() && matcher.group(2).isEmpty())) {
            return whole(size);
        }
        if (matcher.group(1).isEmpty()) {
            long length = Math.min(number(matcher.group(2)), size);
            return part(size - length, length, size);
        }
        long first = number(matcher.group(1));
        long last = matcher.group(2).isEmpty() ? Long.MAX_VALUE : number(matcher.group(2));
        if (last < first) {
            return whole(size);
        }
        return part(first, Math.min(last, size - 1) - first + 1, size);
    }

    private static Selection part(long offset, long length, long size) {
        return offset < size && length > 0 ? new Selection(206, offset, length) : new Selection(416, 0, 0);
    }

    /** A number of any length, those beyond all sizes as the largest one. */
    private static long number(String digits) {
        String significant = digits.replaceFirst("^0+(?=\\d)", "");
        return significant.length() > MOST_DIGITS ? Long.MAX_VALUE : Long.parseLong(significant);
    }

    /** Whether a list of entity tags, or {@code *}, names this one (RFC 9110, 8.8.3.2). */
    private static boolean names(List<String> lists, String entityTag, boolean weakly) {
        for (String list : lists) {
            if (list.strip().equals("*")) {
                return true;
            }
            Matcher matcher = ENTITY_TAG.matcher(list);
            while (matcher.find()) {
                if (matcher.group(2).equals(entityTag) && (weakly || matcher.group(1) == null)) {
                    return true;
                }
            }
        }
        return false;
    }
}
