package io.packhouse.envbuilder.fetch;

import java.io.StringReader;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;

import io.packhouse.addonscript.versions.AddonVersion;

/**
 * The {@code maven-metadata.xml} of a repository. Document types, and with them all entities but those of XML itself, are
 * refused: no honest one has any.
 */
final class MavenMetadata {

    private static final List<String> PLACE = List.of("metadata", "versioning", "versions", "version");
    private static final int DEPTH_LIMIT = 32;
    private static final int VERSIONS_LIMIT = 20_000;

    private MavenMetadata() {
    }

    /**
     * Its versions, in the order in which they were published, each once.
     *
     * @throws UpstreamException
     *             when it is none; the sentence names {@code host}
     */
    static Set<String> versions(byte[] xml, String host) throws UpstreamException {
        try {
            // Decoded here: the JDK's parser prints what it thinks of broken UTF-8 on standard error.
            String text = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(xml)).toString();
            return read(factory().createXMLStreamReader(new StringReader(text)), host);
        } catch (CharacterCodingException e) {
            throw wrong(host, "it is not in UTF-8");
        } catch (XMLStreamException e) {
            throw wrong(host, "no XML"
                    + (e.getLocation() == null ? "" : " at line " + e.getLocation().getLineNumber()));
        }
    }

    private static XMLInputFactory factory() {
        XMLInputFactory factory = XMLInputFactory.newDefaultFactory();
        factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
        factory.setProperty(XMLInputFactory.IS_SUPPORTING_EXTERNAL_ENTITIES, false);
        factory.setProperty(XMLInputFactory.IS_COALESCING, true);
        return factory;
    }

    private static Set<String> read(XMLStreamReader reader, String host) throws XMLStreamException, UpstreamException {
        Set<String> versions = new LinkedHashSet<>();
        List<String> path = new ArrayList<>();
        StringBuilder text = new StringBuilder();
        while (reader.hasNext()) {
            switch (reader.next()) {
                case XMLStreamConstants.START_ELEMENT -> {
                    path.add(reader.getLocalName());
                    text.setLength(0);
                    if (path.size() > DEPTH_LIMIT || !path.getFirst().equals(PLACE.getFirst())) {
                        throw wrong(host, "no metadata of Maven");
                    }
                }
                case XMLStreamConstants.CHARACTERS, XMLStreamConstants.CDATA -> {
                    if (path.equals(PLACE)) {
                        text.append(reader.getText());
                    }
                }
                case XMLStreamConstants.END_ELEMENT -> {
                    if (path.equals(PLACE)) {
                        add(text.toString().strip(), versions, host);
                    }
                    path.removeLast();
                }
                case XMLStreamConstants.DTD, XMLStreamConstants.ENTITY_REFERENCE ->
                    throw wrong(host, "a document type or an entity, which Maven's metadata has none of");
                default -> {
                    // Comments, blanks and instructions mean nothing.
                }
            }
        }
        return versions;
    }

    private static void add(String version, Set<String> versions, String host) throws UpstreamException {
        if (!AddonVersion.isVersion(version)) {
            // A version that no add-on can have, such as one with blanks, is of no use to a recipe.
            return;
        }
        versions.add(version);
        if (versions.size() > VERSIONS_LIMIT) {
            throw wrong(host, "more than " + VERSIONS_LIMIT + " versions");
        }
    }

    private static UpstreamException wrong(String host, String what) {
        return UpstreamException.lasting(host + " sent a list of versions that cannot be used: " + what);
    }
}
