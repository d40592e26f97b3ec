package io.packhouse.gateway.xmlrpc;

/**
 * How much of everything a call may have. Each limit is checked while reading, so that what is over it is never built.
 *
 * @param bytes
 *            the length of the document
 * @param depth
 *            how deep arrays and structs may lie in each other; a plain value has depth 1
 * @param values
 *            how many values a call may have, counting arrays, structs and what is in them
 * @param text
 *            the length of one value's text, in UTF-16 units
 * @param name
 *            the length of a method's or a member's name, in UTF-16 units
 */
public record XmlRpcLimits(int bytes, int depth, int values, int text, int name) {

    /** The longest text of a number: enough for any key's, and too short to make parsing it slow. */
    static final int NUMBER = 4096;

    public XmlRpcLimits {
        if (bytes < 1 || depth < 1 || values < 1 || text < 1 || name < 1) {
            throw new IllegalArgumentException("every limit on XML-RPC is at least 1");
        }
    }
}
