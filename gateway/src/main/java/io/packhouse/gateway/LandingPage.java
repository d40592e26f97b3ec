package io.packhouse.gateway;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import io.vertx.core.Handler;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.ext.web.RoutingContext;

import io.packhouse.contracts.Json;

/** What is at {@code /}: a page for people, and the same as JSON where that is asked for. Loads nothing from elsewhere. */
final class LandingPage implements Handler<RoutingContext> {

    /** An interface of this gateway: what it is called, and where it begins. */
    record Entry(String name, String path, String description) {
    }

    private final Buffer html;
    private final Buffer json;

    /**
     * @param versions
     *            of the AddonScript API, whose clients look for them here where {@code /} is its base; else none
     */
    LandingPage(String version, List<Entry> interfaces, List<String> versions) {
        this.html = Buffer.buffer(html(version, interfaces));
        Map<String, Object> said = new LinkedHashMap<>();
        if (!versions.isEmpty()) {
            said.put("versions", versions);
        }
        said.put("name", "packhouse");
        said.put("version", version);
        said.put("interfaces", interfaces);
        this.json = Buffer.buffer(Json.write(said));
    }

    @Override
    public void handle(RoutingContext context) {
        boolean forPeople = "text/html".equals(best(context));
        context.response().putHeader(HttpHeaders.VARY, "Accept").putHeader("X-Content-Type-Options", "nosniff")
                .putHeader("Content-Security-Policy", "default-src 'none'; style-src 'unsafe-inline'")
                .putHeader(HttpHeaders.CONTENT_TYPE, forPeople ? "text/html; charset=utf-8" : "application/json")
                .end(forPeople ? html : json);
    }

    private static String best(RoutingContext context) {
        for (var type : context.parsedHeaders().accept()) {
            if (type.component().equals("text") && type.subComponent().equals("html")) {
                return "text/html";
            }
            if (type.component().equals("application") && type.subComponent().equals("json")) {
                return "application/json";
            }
        }
        return "application/json";
    }

    private static String html(String version, List<Entry> interfaces) {
        StringBuilder rows = new StringBuilder();
        for (Entry entry : interfaces) {
            rows.append("<li><a href=\"").append(escape(entry.path())).append("\">").append(escape(entry.name()))
                    .append("</a>: ").append(escape(entry.description())).append("</li>\n");
        }
        return """
                <!DOCTYPE html>
                <html lang="en">
                <head><meta charset="utf-8"><title>Packhouse</title>
                <style>body{font-family:sans-serif;max-width:45em;margin:3em auto;padding:0 1em;line-height:1.5}</style></head>
                <body>
                <h1>Packhouse</h1>
                <p>Builds, rebuilds, signs and serves software packages on request. Version %s.</p>
                <ul>
                %s</ul>
                </body>
                </html>
                """
                .formatted(escape(version), rows);
    }

    private static String escape(String text) {
        return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;").replace("\"", "&quot;");
    }
}
