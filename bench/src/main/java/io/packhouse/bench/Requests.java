package io.packhouse.bench;

import java.net.URI;
import java.util.Map;

import org.jspecify.annotations.Nullable;

/** The requests that benchmarks send. */
final class Requests {

    /** The JSON twin of a build: one vessel, a given key. */
    static final String INSTALLERS = """
            {"vessels": [{"percentage": 80, "owner": "owner", "users": ["user"]}],
             "users": {"owner": {"public_key": "17 1000001"}, "user": {"public_key": "17 1000003"}}}""";

    static final Map<String, String> JSON = Map.of("Content-Type", "application/json");
    static final Map<String, String> JSON_AND_WAIT = Map.of("Content-Type", "application/json", "Prefer", "wait=60");
    static final Map<String, String> XML = Map.of("Content-Type", "text/xml");

    private Requests() {
    }

    static URI installers(int port) {
        return URI.create("http://127.0.0.1:" + port + "/api/v1/installers");
    }

    static URI addons(int port) {
        return URI.create("http://127.0.0.1:" + port + "/api/v1/addons");
    }

    /** A rebuild of the add-on at {@code location}, with or without a pingback. */
    static String addon(URI location, @Nullable URI pingback) {
        return "{\"location\": \"" + location + "\", \"version\": \"1.1\""
                + (pingback == null ? "" : ", \"pingback\": \"" + pingback + "\"") + "}";
    }

    static URI xmlRpc(int port) {
        return URI.create("http://127.0.0.1:" + port + "/custom_install/xmlrpc/");
    }

    static String apiVersion() {
        return "<?xml version='1.0'?><methodCall><methodName>api_version</methodName><params></params></methodCall>";
    }

    /** {@code build_installers} with one vessel; its owner's key is given, or to be made. */
    static String buildInstallers(boolean given) {
        String user = given
                ? "<param><value><struct><member><name>owner</name><value><struct><member><name>public_key</name>"
                        + "<value><string>17 1000001</string></value></member></struct></value></member></struct></value></param>"
                : "";
        return "<?xml version='1.0'?><methodCall><methodName>build_installers</methodName><params><param><value><array><data>"
                + "<value><struct><member><name>percentage</name><value><int>80</int></value></member>"
                + "<member><name>owner</name><value><string>owner</string></value></member>"
                + "<member><name>users</name><value><array><data></data></array></value></member></struct></value>"
                + "</data></array></value></param>" + user + "</params></methodCall>";
    }
}
