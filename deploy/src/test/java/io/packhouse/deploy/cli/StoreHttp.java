package io.packhouse.deploy.cli;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;

import static org.assertj.core.api.Assertions.assertThat;

/** A package server as its clients see it. Parameters are sent as they are given, as those clients do. */
record StoreHttp(String address) {

    private static final HttpClient CLIENT = HttpClient.newHttpClient();

    JsonNode json(String pathAndQuery) throws IOException, InterruptedException {
        return json(get(pathAndQuery));
    }

    HttpResponse<byte[]> get(String pathAndQuery) throws IOException, InterruptedException {
        return CLIENT.send(HttpRequest.newBuilder(URI.create(address + pathAndQuery)).build(), BodyHandlers.ofByteArray());
    }

    JsonNode upload(Path file) throws IOException, InterruptedException {
        return json(
                CLIENT.send(HttpRequest.newBuilder(URI.create(address + "/package/upload")).PUT(BodyPublishers.ofFile(file))
                        .build(), BodyHandlers.ofByteArray()));
    }

    JsonNode remove(String id) throws IOException, InterruptedException {
        return json(CLIENT.send(HttpRequest.newBuilder(URI.create(address + "/package/remove?id=" + id))
                .POST(BodyPublishers.noBody()).build(), BodyHandlers.ofByteArray()));
    }

    private static JsonNode json(HttpResponse<byte[]> answer) throws IOException {
        assertThat(answer.statusCode()).as(answer.uri().toString()).isEqualTo(200);
        assertThat(answer.headers().firstValue("Content-Type")).hasValue("application/json");
        return new ObjectMapper().readTree(answer.body());
    }
}
