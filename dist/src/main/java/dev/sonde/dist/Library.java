package dev.sonde.dist;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import org.w3c.dom.Element;
import org.w3c.dom.Node;
import org.w3c.dom.NodeList;
import org.xml.sax.SAXException;

/**
 * Somebody's jar as Maven resolved it: its coordinates are its place in the local repository,
 * {@code GROUP/ARTIFACT/VERSION/ARTIFACT-VERSION.jar}, its licenses stand in the POM beside it.
 */
record Library(Path jar, String group, String artifact, String version) {
  record License(String name, String url) {}

  static Library of(Path jar) throws IOException {
    Element project = pom(jar);
    String version = String.valueOf(jar.getParent().getFileName());
    Path artifact = jar.getParent().getParent();
    String name = String.valueOf(artifact.getFileName());
    if (!jar.getFileName().toString().equals(name + "-" + version + ".jar"))
      throw new IllegalStateException(jar + " is not in a local repository of Maven");
    String group = text(project, "groupId");
    if (group.isEmpty()) group = text(child(project, "parent"), "groupId");
    if (!artifact.getParent().endsWith(group.replace('.', '/')))
      throw new IllegalStateException(jar + " is not where group " + group + " has its place");
    return new Library(jar, group, name, version);
  }

  private static Element pom(Path jar) throws IOException {
    Path pom = jar.resolveSibling(jar.getFileName().toString().replaceFirst("\\.jar$", ".pom"));
    try {
      DocumentBuilderFactory factory = DocumentBuilderFactory.newInstance();
      factory.setFeature("http://apache.org/xml/features/disallow-doctype-decl", true);
      return factory.newDocumentBuilder().parse(Files.newInputStream(pom)).getDocumentElement();
    } catch (ParserConfigurationException | SAXException e) {
      throw new IOException(pom + " cannot be read", e);
    }
  }

  /** A library without a license is not shipped. */
  List<License> licenses() throws IOException {
    List<License> licenses = new ArrayList<>();
    NodeList all = pom(jar).getElementsByTagName("license");
    for (int i = 0; i < all.getLength(); i++) {
      Element license = (Element) all.item(i);
      licenses.add(new License(text(license, "name"), text(license, "url")));
    }
    if (licenses.isEmpty())
      throw new IllegalStateException("the POM of " + jar + " has no license");
    return licenses;
  }

  private static Element child(Element parent, String name) {
    for (Node each = parent.getFirstChild(); each != null; each = each.getNextSibling())
      if (each instanceof Element element && element.getTagName().equals(name)) return element;
    throw new IllegalStateException("a POM has no " + name);
  }

  private static String text(Element parent, String name) {
    for (Node each = parent.getFirstChild(); each != null; each = each.getNextSibling())
      if (each instanceof Element element && element.getTagName().equals(name))
        return element.getTextContent().strip();
    return "";
  }

  String purl() {
    return "pkg:maven/" + group + "/" + artifact + "@" + version;
  }
}
