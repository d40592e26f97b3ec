package io.packhouse.gateway.xmlrpc;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.Charset;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CoderResult;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * From the bytes of an XML document to its characters: by byte order mark, by declaration, else UTF-8 (XML 1.0, appendix F).
 *
 * <p>
 * The JDK's parser could do this, but it takes any charset that the JDK knows, mends broken text in some of them, and writes
 * a line on standard error for broken UTF-8.
 */
final class DocumentText {

    /** What the original's parser knew. A charset that maps bytes in surprising ways is nothing a client needs. */
    private static final Map<String, Charset> CHARSETS = Map.of("UTF-8", StandardCharsets.UTF_8, "UTF8",
            StandardCharsets.UTF_8, "UTF-16", StandardCharsets.UTF_16, "UTF-16LE", StandardCharsets.UTF_16LE, "UTF-16BE",
            StandardCharsets.UTF_16BE, "US-ASCII", StandardCharsets.US_ASCII, "ASCII", StandardCharsets.US_ASCII,
            "ISO-8859-1", StandardCharsets.ISO_8859_1, "LATIN-1", StandardCharsets.ISO_8859_1);
    private static final Pattern DECLARED = Pattern.compile("^<\\?xml[^>]{0,100}?\\sencoding\\s*=\\s*[\"']([^\"'>]{0,100})");
    private static final int DECLARATION_LIMIT = 256;
    private static final char BYTE_ORDER_MARK = '\uFEFF';

    private DocumentText() {
    }

    /**
     * Decodes a document.
     *
     * @throws XmlRpcFaultException
     *             when its encoding is not one of the few that are read, or when the bytes are not in that encoding
     */
    static String of(byte[] document) {
        Charset charset = charset(document);
        CharsetDecoder decoder = charset.newDecoder().onMalformedInput(CodingErrorAction.REPORT)
                .onUnmappableCharacter(CodingErrorAction.REPORT);
        ByteBuffer bytes = ByteBuffer.wrap(document);
        CharBuffer text = CharBuffer.allocate(document.length);
        CoderResult result = decoder.decode(bytes, text, true);
        if (result.isError()) {
            throw new XmlRpcFaultException(
                    "not well-formed XML: the byte at " + bytes.position() + " (counted from 0) begins no character of "
                            + charset.name());
        }
        text.flip();
        return text.length() > 0 && text.charAt(0) == BYTE_ORDER_MARK ? text.toString().substring(1) : text.toString();
    }

    private static Charset charset(byte[] document) {
        int first = document.length < 2 ? 0 : ((document[0] & 0xff) << 8) | (document[1] & 0xff);
        return switch (first) {
            case 0xFEFF, 0xFFFE -> StandardCharsets.UTF_16;
            case '<' -> StandardCharsets.UTF_16BE;
            case '<' << 8 -> StandardCharsets.UTF_16LE;
            default -> declared(document);
        };
    }

    private static Charset declared(byte[] document) {
        String head = new String(document, 0, Math.min(document.length, DECLARATION_LIMIT), StandardCharsets.ISO_8859_1);
        Matcher declared = DECLARED.matcher(head);
        if (!declared.find()) {
            return StandardCharsets.UTF_8;
        }
        Charset charset = CHARSETS.get(declared.group(1).toUpperCase(Locale.ROOT));
        if (charset == null) {
            throw new XmlRpcFaultException("the encoding " + Quoted.of(declared.group(1))
                    + " is not read here: use UTF-8, UTF-16, US-ASCII or ISO-8859-1");
        }
        // A document that says UTF-16 in single bytes is not in UTF-16.
        return charset.name().startsWith("UTF-16") ? StandardCharsets.UTF_8 : charset;
    }
}
