package io.packhouse.repackager.xpi;

import java.io.ByteArrayInputStream;
import java.util.ArrayList;
import java.util.List;
import javax.xml.XMLConstants;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;

import io.packhouse.repackager.xpi.RdfResource.Property;

/**
 * Reads RDF/XML as install manifests have it: resources with properties as elements or attributes, {@code about} with or
 * without its prefix, nested resources, {@code parseType="Resource"}. Streams; a DOCTYPE is refused, so there are no entities,
 * and size, depth and number of elements are bounded. Containers and other forms of RDF are passed over.
 */
final class RdfReader {

    /** The namespace of RDF itself. */
    static final String RDF = "http://www.w3.org/1999/02/22-rdf-syntax-ns#";
    /** The most bytes of a document. */
    static final int SIZE_LIMIT = 1024 * 1024;
    private static final int DEPTH_LIMIT = 32;
    private static final int ELEMENT_LIMIT = 20_000;

    private final String file;
    private final XMLStreamReader xml;
    private int depth;
    private int elements;

    private RdfReader(String file, XMLStreamReader xml) {
        this.file = file;
        this.xml = xml;
    }

    /**
     * The resources that a document describes, in order.
     *
     * @param file
     *            what messages call it
     * @param bytes
     *            at most {@link #SIZE_LIMIT}, in the encoding that they declare
     * @throws io.packhouse.contracts.FailureException
     *             when it is no RDF/XML, has a DOCTYPE, or exceeds a limit
     */
    static List<RdfResource> read(String file, byte[] bytes) {
        try {
            XMLStreamReader xml = factory().createXMLStreamReader(new ByteArrayInputStream(bytes));
            try {
                return new RdfReader(file, xml).document();
            } finally {
                xml.close();
            }
        } catch (XMLStreamException e) {
            throw Refused.because(file + " is not well-formed XML: " + reason(e), e);
        }
    }

    private static XMLInputFactory factory() {
        XMLInputFactory factory = XMLInputFactory.newDefaultFactory();
        factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
        factory.setProperty(XMLInputFactory.IS_SUPPORTING_EXTERNAL_ENTITIES, false);
        factory.setProperty(XMLInputFactory.IS_NAMESPACE_AWARE, true);
        factory.setProperty(XMLInputFactory.IS_COALESCING, true);
        factory.setProperty(XMLConstants.ACCESS_EXTERNAL_DTD, "");
        return factory;
    }

    /** The parser puts its position into a line before the message; the last line is the reason. */
    private static String reason(XMLStreamException e) {
        String message = String.valueOf(e.getMessage());
        int line = message.indexOf("Message: ");
        String place = e.getLocation() == null ? "" : " (line " + e.getLocation().getLineNumber() + ")";
        return Refused.told(line < 0 ? message : message.substring(line + "Message: ".length())) + place;
    }

    private List<RdfResource> document() throws XMLStreamException {
        List<RdfResource> resources = new ArrayList<>();
        while (xml.hasNext()) {
            if (next() == XMLStreamConstants.START_ELEMENT) {
                if (!isRdf("RDF")) {
                    throw Refused.because(file + " is no RDF: its root element is " + Refused.shown(xml.getLocalName())
                            + " instead of RDF in the namespace " + RDF);
                }
                while (next() != XMLStreamConstants.END_ELEMENT) {
                    if (xml.isStartElement()) {
                        resources.add(resource());
                    }
                }
            }
        }
        return resources;
    }

    /** At the start of an element that describes a resource; stops at its end. */
    private RdfResource resource() throws XMLStreamException {
        String about = "";
        List<Property> properties = new ArrayList<>();
        for (int i = 0; i < xml.getAttributeCount(); i++) {
            String namespace = namespace(xml.getAttributeNamespace(i));
            String name = xml.getAttributeLocalName(i);
            if (namespace.isEmpty() || namespace.equals(RDF)) {
                about = name.equals("about") ? xml.getAttributeValue(i) : about;
            } else {
                properties.add(new Property(namespace, name, xml.getAttributeValue(i), null));
            }
        }
        properties(properties);
        return new RdfResource(about, properties);
    }

    /** Reads elements as properties up to the end of the current element. */
    private void properties(List<Property> properties) throws XMLStreamException {
        while (next() != XMLStreamConstants.END_ELEMENT) {
            if (xml.isStartElement()) {
                properties.add(property());
            }
        }
    }

    private Property property() throws XMLStreamException {
        String namespace = namespace(xml.getNamespaceURI());
        String name = xml.getLocalName();
        if ("Resource".equals(attribute("parseType"))) {
            List<Property> properties = new ArrayList<>();
            properties(properties);
            return new Property(namespace, name, "", new RdfResource("", properties));
        }
        String reference = attribute("resource");
        StringBuilder text = new StringBuilder(reference);
        RdfResource value = null;
        for (int event = next(); event != XMLStreamConstants.END_ELEMENT; event = next()) {
            if (event == XMLStreamConstants.START_ELEMENT) {
                value = resource();
            } else if (xml.hasText() && event != XMLStreamConstants.COMMENT) {
                text.append(xml.getText());
            }
        }
        return new Property(namespace, name, value == null ? text.toString() : "", value);
    }

    /** An attribute of RDF's, with its prefix or without any. */
    private String attribute(String name) {
        String plain = xml.getAttributeValue("", name);
        String value = plain == null ? xml.getAttributeValue(RDF, name) : plain;
        return value == null ? "" : value;
    }

    private boolean isRdf(String name) {
        return RDF.equals(xml.getNamespaceURI()) && name.equals(xml.getLocalName());
    }

    private static String namespace(@org.jspecify.annotations.Nullable String uri) {
        return uri == null ? "" : uri;
    }

    private int next() throws XMLStreamException {
        int event = xml.next();
        switch (event) {
            case XMLStreamConstants.DTD -> throw Refused.because(
                    file + " has a DOCTYPE, which is not read: it could define entities without end. Leave it out");
            case XMLStreamConstants.ENTITY_REFERENCE -> throw Refused.because(
                    file + " uses the entity " + Refused.shown(xml.getLocalName()) + ", which is not defined");
            case XMLStreamConstants.START_ELEMENT -> {
                if (++depth > DEPTH_LIMIT) {
                    throw Refused.tooLarge(file + " is nested deeper than " + DEPTH_LIMIT + " elements");
                }
                if (++elements > ELEMENT_LIMIT) {
                    throw Refused.tooLarge(file + " has more than " + ELEMENT_LIMIT + " elements");
                }
            }
            case XMLStreamConstants.END_ELEMENT -> depth--;
            default -> {
            }
        }
        return event;
    }
}
