package dev.pilotlight.twin.service;

import dev.pilotlight.twin.wire.AwsError;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import javax.xml.XMLConstants;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import org.w3c.dom.Element;
import org.w3c.dom.Node;
import org.xml.sax.SAXException;

/** An element of a request's XML body, read by the services that speak REST. Namespaces are ignored. */
public final class XmlNode {
    private final Element element;

    private XmlNode(Element element) {
        this.element = element;
    }

    /**
     * The root element of a document.
     *
     * @throws AwsError {@code MalformedXML} when it cannot be read
     */
    public static XmlNode parse(byte[] document) {
        return parse(document, "MalformedXML");
    }

    /**
     * The same for a service that says so with another code.
     *
     * @throws AwsError with that code when it cannot be read
     */
    public static XmlNode parse(byte[] document, String code) {
        try {
            DocumentBuilderFactory factory = DocumentBuilderFactory.newInstance();
            factory.setFeature(XMLConstants.FEATURE_SECURE_PROCESSING, true);
            factory.setFeature("http://apache.org/xml/features/disallow-doctype-decl", true);
            factory.setNamespaceAware(true);
            var builder = factory.newDocumentBuilder();
            builder.setErrorHandler(null);
            return new XmlNode(builder.parse(new ByteArrayInputStream(document)).getDocumentElement());
        } catch (SAXException e) {
            throw AwsError.badRequest(
                    code, "The XML you provided was not well-formed or did not validate against our schema");
        } catch (ParserConfigurationException | IOException e) {
            throw new IllegalStateException(e);
        }
    }

    public String name() {
        return element.getLocalName();
    }

    public String text() {
        return element.getTextContent().strip();
    }

    /** All child elements. */
    public List<XmlNode> children() {
        List<XmlNode> children = new ArrayList<>();
        for (Node node = element.getFirstChild(); node != null; node = node.getNextSibling()) {
            if (node instanceof Element child) {
                children.add(new XmlNode(child));
            }
        }
        return children;
    }

    public Optional<XmlNode> child(String name) {
        return children().stream().filter(child -> child.name().equals(name)).findFirst();
    }

    public Optional<String> text(String name) {
        return child(name).map(XmlNode::text);
    }

    /** The items of a list element; empty when it was not sent. */
    public List<XmlNode> list(String name) {
        return child(name).map(XmlNode::children).orElse(List.of());
    }
}
