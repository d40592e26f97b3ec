package io.packhouse.repackager.sdk;

import java.io.StringWriter;
import java.util.List;
import javax.xml.stream.XMLOutputFactory;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamWriter;

import com.fasterxml.jackson.databind.JsonNode;

/** {@code options.xul}: how the browser shows an add-on's preferences. */
final class OptionsXul {

    private static final String NAMESPACE = "http://www.mozilla.org/keymaster/gatekeeper/there.is.only.xul";

    private final StringWriter text = new StringWriter();
    private final XMLStreamWriter xml;
    private final AddonId id;
    private final String branch;

    private OptionsXul(AddonId id, String branch) throws XMLStreamException {
        this.xml = XMLOutputFactory.newFactory().createXMLStreamWriter(text);
        this.id = id;
        this.branch = branch;
    }

    static String of(List<JsonNode> preferences, AddonId id, String branch) {
        try {
            var options = new OptionsXul(id, branch);
            options.write(preferences);
            return options.text.toString();
        } catch (XMLStreamException e) {
            throw new IllegalStateException("XML in memory cannot fail", e);
        }
    }

    private void write(List<JsonNode> preferences) throws XMLStreamException {
        xml.writeStartDocument("utf-8", "1.0");
        xml.writeCharacters("\n");
        xml.writeStartElement("vbox");
        xml.writeDefaultNamespace(NAMESPACE);
        for (JsonNode preference : preferences) {
            xml.writeCharacters("\n  ");
            write(preference);
        }
        xml.writeCharacters("\n");
        xml.writeEndElement();
        xml.writeCharacters("\n");
        xml.writeEndDocument();
        xml.close();
    }

    private void write(JsonNode preference) throws XMLStreamException {
        String name = preference.path("name").asText();
        String type = preference.path("type").asText();
        xml.writeStartElement("setting");
        attribute("pref-name", name);
        attribute("data-jetpack-id", id.full());
        attribute("pref", "extensions." + branch + "." + name);
        attribute("type", type);
        attribute("title", preference.path("title").asText());
        if (type.equals("boolint")) {
            attribute("on", preference.path("on").asText());
            attribute("off", preference.path("off").asText());
        }
        if (preference.has("description")) {
            xml.writeCharacters(XmlText.of(preference.path("description").asText()));
        }
        switch (type) {
            case "control" -> writeButton(preference, name);
            case "menulist" -> {
                xml.writeStartElement("menulist");
                writeChoices(preference, "menupopup", "menuitem");
                xml.writeEndElement();
            }
            case "radio" -> writeChoices(preference, "radiogroup", "radio");
            default -> {
            }
        }
        xml.writeEndElement();
    }

    private void writeButton(JsonNode preference, String name) throws XMLStreamException {
        xml.writeEmptyElement("button");
        attribute("pref-name", name);
        attribute("data-jetpack-id", id.full());
        attribute("label", preference.path("label").asText());
        attribute("oncommand", "Services.obs.notifyObservers(null, " + literal(id.full() + "-cmdPressed") + ", "
                + literal(name) + ");");
    }

    /** A name must not get out of its quotes into the browser's own code. */
    private static String literal(String text) {
        StringBuilder literal = new StringBuilder("'");
        text.chars().forEach(c -> {
            if (c < ' ' || c == '\'' || c == '\\' || c == '\u2028' || c == '\u2029') {
                literal.append("\\u%04x".formatted(c));
            } else {
                literal.append((char) c);
            }
        });
        return literal.append('\'').toString();
    }

    private void writeChoices(JsonNode preference, String group, String item) throws XMLStreamException {
        xml.writeStartElement(group);
        for (JsonNode option : preference.path("options")) {
            xml.writeEmptyElement(item);
            attribute("value", option.path("value").asText());
            attribute("label", option.path("label").asText());
        }
        xml.writeEndElement();
    }

    private void attribute(String name, String value) throws XMLStreamException {
        xml.writeAttribute(name, XmlText.of(value));
    }
}
