package io.packhouse.gateway.xmlrpc;

import java.io.StringReader;
import javax.xml.stream.Location;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;

import org.jspecify.annotations.Nullable;

/**
 * Walks over the elements of a document that a stranger wrote. Everything that is not plain elements and text is skipped
 * (comments, processing instructions, attributes) or refused (document types, entities, text where none belongs).
 *
 * <p>
 * The parser itself is bounded too: no DTD is read, no entity is known, and the JDK limits names and attributes. Its time
 * and memory are linear in the document's length, which the caller bounds.
 */
final class XmlCursor {

    private static final int MESSAGE_LIMIT = 200;

    private final XMLStreamReader reader;

    private XmlCursor(XMLStreamReader reader) {
        this.reader = reader;
    }

    /** Begins a document: only the declaration has been read. */
    static XmlCursor open(String document) {
        // A factory per document: the JDK's keeps its last reader, and with it the document.
        XMLInputFactory factory = XMLInputFactory.newDefaultFactory();
        factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
        factory.setProperty(XMLInputFactory.IS_SUPPORTING_EXTERNAL_ENTITIES, false);
        factory.setProperty(XMLInputFactory.IS_NAMESPACE_AWARE, false);
        try {
            return new XmlCursor(factory.createXMLStreamReader(new StringReader(document)));
        } catch (XMLStreamException | RuntimeException e) {
            throw notWellFormed(e);
        }
    }

    /**
     * Moves on to the next tag.
     *
     * @return the element's name without a prefix if it is a start tag, null if it is an end tag
     */
    @Nullable
    String nextTag() {
        while (true) {
            switch (next()) {
                case XMLStreamConstants.START_ELEMENT -> {
                    return plainName();
                }
                case XMLStreamConstants.END_ELEMENT -> {
                    return null;
                }
                default -> refuseText();
            }
        }
    }

    /** Moves on to the start tag {@code name}; a fault when something else comes. */
    void enter(String name) {
        String found = nextTag();
        if (!name.equals(found)) {
            throw fault(found == null ? "<" + name + "> is missing" : "<" + found + "> stands where <" + name + "> belongs");
        }
    }

    /** Moves on to the end tag of the element that the cursor is in; a fault when an element comes. */
    void leave() {
        String found = nextTag();
        if (found != null) {
            throw fault("<" + found + "> does not belong here");
        }
    }

    /** Reads to the end of the document, which may only have comments and blanks. */
    void end() {
        while (next() != XMLStreamConstants.END_DOCUMENT) {
            refuseText();
        }
    }

    /**
     * Reads text from where the cursor is up to the next tag of either kind.
     *
     * @param text
     *            where the text is added to
     * @param limit
     *            the most characters that {@code text} may come to have
     * @return the name of the element that begins after the text, or null when the surrounding element ends
     */
    @Nullable
    String text(StringBuilder text, int limit) {
        while (true) {
            switch (next()) {
                case XMLStreamConstants.START_ELEMENT -> {
                    return plainName();
                }
                case XMLStreamConstants.END_ELEMENT -> {
                    return null;
                }
                case XMLStreamConstants.CHARACTERS, XMLStreamConstants.CDATA, XMLStreamConstants.SPACE -> {
                    if (text.length() + reader.getTextLength() > limit) {
                        throw fault("a text has more than " + limit + " characters");
                    }
                    text.append(reader.getTextCharacters(), reader.getTextStart(), reader.getTextLength());
                }
                default -> {
                    // A comment in a text does not end it.
                }
            }
        }
    }

    /** The text of the element that the cursor has just entered, and on to its end tag; a fault when it has elements. */
    String textOnly(int limit) {
        StringBuilder text = new StringBuilder();
        String element = text(text, limit);
        if (element != null) {
            throw fault("<" + element + "> stands where only text belongs");
        }
        return text.toString();
    }

    /** A fault that says where the cursor is. */
    XmlRpcFaultException fault(String message) {
        Location at = reader.getLocation();
        return new XmlRpcFaultException("no XML-RPC call: line " + at.getLineNumber() + ", column " + at.getColumnNumber()
                + ": " + message);
    }

    private int next() {
        int event;
        try {
            event = reader.next();
        } catch (XMLStreamException | RuntimeException e) {
            // The JDK's parser has answered hostile bytes with other exceptions than its own before.
            throw notWellFormed(e);
        }
        return switch (event) {
            case XMLStreamConstants.DTD -> throw fault("a DOCTYPE is refused: send the call without one");
            case XMLStreamConstants.ENTITY_REFERENCE ->
                throw fault("entities are refused: only &lt; &gt; &amp; &quot; &apos;");
            default -> event;
        };
    }

    private void refuseText() {
        if (reader.getEventType() == XMLStreamConstants.CDATA || (reader.isCharacters() && !reader.isWhiteSpace())) {
            throw fault("text stands where only elements belong");
        }
    }

    /** Some libraries write {@code ex:nil} and {@code ex:i8}; the prefix means nothing to any of them. */
    private String plainName() {
        String name = reader.getLocalName();
        return name.substring(name.lastIndexOf(':') + 1);
    }

    private static XmlRpcFaultException notWellFormed(Exception e) {
        if (e instanceof XmlRpcFaultException fault) {
            return fault;
        }
        if (e instanceof XMLStreamException xml && xml.getLocation() != null) {
            return new XmlRpcFaultException("not well-formed XML: line " + xml.getLocation().getLineNumber() + ", column "
                    + xml.getLocation().getColumnNumber() + ": " + reason(xml));
        }
        return new XmlRpcFaultException("not well-formed XML");
    }

    /** The parser's own words without its repetition of the place, and not more of them than fit a sentence. */
    private static String reason(XMLStreamException e) {
        String message = String.valueOf(e.getMessage());
        String words = message.substring(message.indexOf("Message: ") < 0 ? 0 : message.indexOf("Message: ") + 9);
        return Quoted.plain(words, MESSAGE_LIMIT);
    }
}
