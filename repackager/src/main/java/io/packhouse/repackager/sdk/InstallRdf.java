package io.packhouse.repackager.sdk;

import java.io.IOException;
import java.io.InputStream;
import java.io.StringWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import javax.xml.XMLConstants;
import javax.xml.parsers.DocumentBuilder;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import javax.xml.transform.OutputKeys;
import javax.xml.transform.Transformer;
import javax.xml.transform.TransformerException;
import javax.xml.transform.TransformerFactory;
import javax.xml.transform.dom.DOMSource;
import javax.xml.transform.stream.StreamResult;

import org.jspecify.annotations.Nullable;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.Node;
import org.xml.sax.SAXException;

import io.packhouse.contracts.Failure;
import io.packhouse.repackager.archive.Content;

/** {@code install.rdf}: the SDK's template, filled in (reference, section 8.3). */
final class InstallRdf {

    private static final String RDF = "http://www.w3.org/1999/02/22-rdf-syntax-ns#";
    private static final String EM = "http://www.mozilla.org/2004/em-rdf#";
    private static final String FENNEC = "{aa3c5121-dab2-40e2-81ca-7ea25febc110}";

    private final Document document;
    private final Element description;

    private InstallRdf(Document document, Element description) {
        this.document = document;
        this.description = description;
    }

    /** Refuses, with a sentence, a template that cannot be filled in. */
    static void checkTemplate(Content template) throws IOException {
        read(template);
    }

    /** Fills the template in. */
    static String of(Content template, CfxPackage own, AddonId id, SdkRules rules, CfxArguments arguments)
            throws IOException {
        InstallRdf rdf = read(template);
        String version = own.text("version");
        rdf.set("id", id.full());
        rdf.set("version", version.isEmpty() ? "1.0" : version);
        rdf.set("type", "2");
        rdf.set("name", name(own, rules));
        rdf.set("description", own.text("description"));
        rdf.set("creator", own.text("author"));
        rdf.set("bootstrap", "true");
        boolean unpack = own.value("unpack").isMissingNode()
                ? rules.unpacksByDefault()
                : CfxPackage.isTrue(own.value("unpack"));
        rdf.set("unpack", Boolean.toString(unpack));
        rdf.setOrRemove("updateURL", arguments.updateUrl());
        rdf.setOrRemove("homepageURL", own.text("homepage"));
        rdf.setOrRemove("optionsType", rules.hasPreferences() && CfxPackage.isTrue(own.value("preferences")) ? "2" : "");
        if (rules.hasTranslators()) {
            own.texts("translators").forEach(translator -> rdf.append("translator", translator));
        }
        if (rules.hasContributors()) {
            own.texts("contributors").forEach(contributor -> rdf.append("contributor", contributor));
        }
        if (arguments.forcesMobile()) {
            rdf.addMobileTarget();
        }
        return rdf.text();
    }

    /** What people see. */
    static String name(CfxPackage own, SdkRules rules) {
        return Stream.of(rules.titleFirst() ? own.text("title") : "", own.text("fullName"), own.name())
                .filter(name -> !name.isEmpty()).findFirst().orElseThrow();
    }

    private static InstallRdf read(Content template) throws IOException {
        try (InputStream in = template.open()) {
            Document document = parser().parse(in);
            Element description = child(document.getDocumentElement(), RDF, "Description");
            if (description == null) {
                throw new Failure(Failure.Code.UNAVAILABLE, "the SDK's install.rdf has no Description").exception();
            }
            return new InstallRdf(document, description);
        } catch (SAXException e) {
            throw new Failure(Failure.Code.UNAVAILABLE, "the SDK's install.rdf is no XML that is taken: " + e.getMessage())
                    .exception(e);
        }
    }

    private static DocumentBuilder parser() {
        try {
            DocumentBuilderFactory factory = DocumentBuilderFactory.newDefaultNSInstance();
            factory.setFeature(XMLConstants.FEATURE_SECURE_PROCESSING, true);
            factory.setFeature("http://apache.org/xml/features/disallow-doctype-decl", true);
            factory.setExpandEntityReferences(false);
            factory.setXIncludeAware(false);
            DocumentBuilder parser = factory.newDocumentBuilder();
            // The default prints to the standard error.
            parser.setErrorHandler(null);
            return parser;
        } catch (ParserConfigurationException e) {
            throw new IllegalStateException("this Java's parser lacks its own features", e);
        }
    }

    private static @Nullable Element child(Node parent, String namespace, String name) {
        for (Node node = parent.getFirstChild(); node != null; node = node.getNextSibling()) {
            if (node instanceof Element element && name.equals(element.getLocalName())
                    && namespace.equals(element.getNamespaceURI())) {
                return element;
            }
        }
        return null;
    }

    private void set(String name, String value) {
        Element element = child(description, EM, name);
        if (element == null) {
            append(name, value);
        } else {
            element.setTextContent(XmlText.of(value));
        }
    }

    private void setOrRemove(String name, String value) {
        if (!value.isEmpty()) {
            set(name, value);
            return;
        }
        for (Element element = child(description, EM, name); element != null; element = child(description, EM, name)) {
            description.removeChild(element);
        }
    }

    private void append(String name, String value) {
        append(description, name).setTextContent(XmlText.of(value));
    }

    private Element append(Element parent, String name) {
        String prefix = description.lookupPrefix(EM);
        Element element = document.createElementNS(EM, prefix == null ? "em:" + name : prefix + ":" + name);
        parent.appendChild(element);
        return element;
    }

    /** The SDKs that had this option gave both applications the same range. */
    private void addMobileTarget() {
        Element target = child(description, EM, "targetApplication");
        Element range = target == null ? null : child(target, RDF, "Description");
        List<String> limits = new ArrayList<>();
        for (String name : List.of("minVersion", "maxVersion")) {
            Element limit = range == null ? null : child(range, EM, name);
            limits.add(limit == null ? "" : limit.getTextContent());
        }
        Element mobile = append(description, "targetApplication");
        Element mobileRange = document.createElementNS(RDF, description.getNodeName());
        mobile.appendChild(mobileRange);
        append(mobileRange, "id").setTextContent(FENNEC);
        append(mobileRange, "minVersion").setTextContent(limits.getFirst());
        append(mobileRange, "maxVersion").setTextContent(limits.getLast());
    }

    private String text() {
        try {
            TransformerFactory factory = TransformerFactory.newDefaultInstance();
            factory.setFeature(XMLConstants.FEATURE_SECURE_PROCESSING, true);
            Transformer transformer = factory.newTransformer();
            transformer.setOutputProperty(OutputKeys.OMIT_XML_DECLARATION, "yes");
            var text = new StringWriter();
            transformer.transform(new DOMSource(document.getDocumentElement()), new StreamResult(text));
            return "<?xml version=\"1.0\" encoding=\"utf-8\"?>\n" + text + "\n";
        } catch (TransformerException e) {
            throw new IllegalStateException("a document in memory cannot be written", e);
        }
    }
}
