package io.packhouse.repackager.xpi;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import javax.xml.XMLConstants;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import javax.xml.transform.OutputKeys;
import javax.xml.transform.Transformer;
import javax.xml.transform.TransformerException;
import javax.xml.transform.TransformerFactory;
import javax.xml.transform.dom.DOMSource;
import javax.xml.transform.stream.StreamResult;

import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.Node;
import org.w3c.dom.NodeList;
import org.xml.sax.SAXException;

/**
 * Sets properties in an {@code install.rdf} that {@link InstallManifest} has read and found good, and leaves all others as they
 * are. The result is UTF-8.
 */
final class InstallManifestEdit {

    private static final String HEADER = "<?xml version=\"1.0\" encoding=\"utf-8\"?>\n";

    private InstallManifestEdit() {
    }

    /**
     * Sets properties.
     *
     * @param wanted
     *            the name without {@code em:} to the text; elements and attributes are replaced where they are, others added
     */
    static byte[] set(byte[] rdf, Map<String, String> wanted) throws IOException {
        try {
            Document document = parse(rdf);
            List<Element> manifests = manifests(document);
            wanted.forEach((name, value) -> set(manifests, name, value));
            return serialize(document);
        } catch (SAXException | ParserConfigurationException | TransformerException e) {
            throw new IOException(InstallManifest.FILE + " was read before and cannot be read any more", e);
        }
    }

    private static Document parse(byte[] rdf) throws IOException, SAXException, ParserConfigurationException {
        DocumentBuilderFactory factory = DocumentBuilderFactory.newDefaultNSInstance();
        factory.setFeature(XMLConstants.FEATURE_SECURE_PROCESSING, true);
        factory.setFeature("http://apache.org/xml/features/disallow-doctype-decl", true);
        factory.setExpandEntityReferences(false);
        var builder = factory.newDocumentBuilder();
        // Without one of our own, errors are printed.
        builder.setErrorHandler(null);
        return builder.parse(new ByteArrayInputStream(rdf));
    }

    private static List<Element> manifests(Document document) {
        List<Element> manifests = new ArrayList<>();
        NodeList children = document.getDocumentElement().getChildNodes();
        for (int i = 0; i < children.getLength(); i++) {
            if (children.item(i) instanceof Element element
                    && (element.getAttribute("about").equals(InstallManifest.ABOUT)
                            || element.getAttributeNS(RdfReader.RDF, "about").equals(InstallManifest.ABOUT))) {
                manifests.add(element);
            }
        }
        return manifests;
    }

    private static void set(List<Element> manifests, String name, String value) {
        boolean found = false;
        for (Element manifest : manifests) {
            if (manifest.hasAttributeNS(InstallManifest.EM, name)) {
                manifest.getAttributeNodeNS(InstallManifest.EM, name).setValue(value);
                found = true;
            }
            NodeList children = manifest.getChildNodes();
            for (int i = 0; i < children.getLength(); i++) {
                if (children.item(i) instanceof Element element && InstallManifest.EM.equals(element.getNamespaceURI())
                        && element.getLocalName().equals(name)) {
                    element.removeAttribute("resource");
                    element.removeAttributeNS(RdfReader.RDF, "resource");
                    element.setTextContent(value);
                    found = true;
                }
            }
        }
        if (!found) {
            add(manifests.getFirst(), name, value);
        }
    }

    /** Adds an element behind the others, on a line of its own where they are. */
    private static void add(Element manifest, String name, String value) {
        Document document = manifest.getOwnerDocument();
        String prefix = manifest.lookupPrefix(InstallManifest.EM);
        Element element = document.createElementNS(InstallManifest.EM, prefix == null ? name : prefix + ":" + name);
        element.setTextContent(value);
        Node first = manifest.getFirstChild();
        Node last = manifest.getLastChild();
        if (first != null && last != null && isBlank(first) && isBlank(last)) {
            manifest.insertBefore(first.cloneNode(false), last);
            manifest.insertBefore(element, last);
        } else {
            manifest.appendChild(element);
        }
    }

    private static boolean isBlank(Node node) {
        return node.getNodeType() == Node.TEXT_NODE && node.getTextContent().isBlank();
    }

    private static byte[] serialize(Document document) throws TransformerException {
        Transformer transformer = TransformerFactory.newDefaultInstance().newTransformer();
        transformer.setOutputProperty(OutputKeys.OMIT_XML_DECLARATION, "yes");
        var out = new StringWriter();
        transformer.transform(new DOMSource(document), new StreamResult(out));
        return (HEADER + out + "\n").getBytes(StandardCharsets.UTF_8);
    }
}
