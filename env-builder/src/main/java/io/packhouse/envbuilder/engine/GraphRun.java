package io.packhouse.envbuilder.engine;

import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Future;

import org.jspecify.annotations.Nullable;

import io.packhouse.addonscript.documents.Side;
import io.packhouse.addonscript.recipes.Condition;
import io.packhouse.addonscript.recipes.Recipe;
import io.packhouse.addonscript.recipes.Template;
import io.packhouse.contracts.Failure;
import io.packhouse.envbuilder.engine.Stop.Order;
import io.packhouse.envbuilder.expressions.Conditions;
import io.packhouse.envbuilder.expressions.Expressions;
import io.packhouse.envbuilder.expressions.Expressions.Place;
import io.packhouse.envbuilder.expressions.References;
import io.packhouse.envbuilder.expressions.Scope;
import io.packhouse.envbuilder.steps.StepKinds;
import io.packhouse.envbuilder.values.Value;

import static java.util.Objects.requireNonNull;

/**
 * The steps of one build. Each has a thread per side, which waits for the steps that it names and then runs; the elements of a
 * {@code foreach} run side by side. For one run.
 */
final class GraphRun {

    private final Recipe recipe;
    private final Map<Side, Map<String, String>> inputs;
    private final StepKinds kinds;
    private final StepRunner runner;
    private final BuildThreads threads;
    private final Map<Side, Map<String, CompletableFuture<StepOutcome>>> outcomes = new EnumMap<>(Side.class);

    /**
     * @param inputs
     *            of each side that is built
     */
    GraphRun(Recipe recipe, Map<Side, Map<String, String>> inputs, StepKinds kinds, StepRunner runner,
            BuildThreads threads) {
        this.recipe = recipe;
        this.inputs = inputs;
        this.kinds = kinds;
        this.runner = runner;
        this.threads = threads;
        for (Side side : inputs.keySet()) {
            Map<String, CompletableFuture<StepOutcome>> steps = new HashMap<>();
            recipe.steps().forEach(step -> steps.put(step.id(), new CompletableFuture<>()));
            outcomes.put(side, steps);
        }
    }

    /**
     * Runs all and answers what became of each, by side and id.
     *
     * @throws InterruptedException
     *             when this thread was stopped
     */
    Map<Side, Map<String, StepOutcome>> run() throws IOException, InterruptedException {
        List<Future<?>> running = new ArrayList<>();
        for (int i = 0; i < recipe.steps().size(); i++) {
            Recipe.Step step = recipe.steps().get(i);
            for (Side side : inputs.keySet()) {
                Order order = new Order(i, side, 0);
                running.add(threads.start(order, () -> {
                    StepOutcome outcome = StepFailures.named(step.id(), () -> outcome(step, side, order));
                    runner.log().over(step.id());
                    return future(side, step.id()).complete(outcome);
                }));
            }
        }
        threads.awaitAll(running);
        Map<Side, Map<String, StepOutcome>> made = new EnumMap<>(Side.class);
        for (Side side : inputs.keySet()) {
            Map<String, StepOutcome> steps = new HashMap<>();
            for (Recipe.Step step : recipe.steps()) {
                steps.put(step.id(), BuildThreads.await(future(side, step.id())));
            }
            made.put(side, steps);
        }
        return made;
    }

    private StepOutcome outcome(Recipe.Step step, Side side, Order order) throws IOException, InterruptedException {
        if (!step.sides().contains(side)) {
            return StepOutcome.NOT_HERE;
        }
        References condition = References.of(step.when());
        References all = References.of(step.with()).and(References.of(step.foreach())).and(condition);
        boolean depends = all.hasInputs() || kinds.get(step.kind()).usesSide();
        Map<String, Optional<Value>> values = new HashMap<>();
        for (String id : all.steps()) {
            StepOutcome before = BuildThreads.await(future(side, id));
            depends |= before.dependsOnRequest();
            values.put(id, before.value());
        }
        Scope scope = new Scope(inputs.getOrDefault(side, Map.of()), values, null);
        if (!condition.hasItem() && !holds(step.when(), scope)) {
            return new StepOutcome(Optional.empty(), depends, null);
        }
        return step.foreach() == null
                ? outcome(runner.run(step.id(), step.kind(), with(step, scope), side), depends)
                : ofItems(step, step.foreach(), side, order, scope, depends);
    }

    private StepOutcome ofItems(Recipe.Step step, Template foreach, Side side, Order order, Scope scope, boolean depends)
            throws InterruptedException {
        Optional<List<Value>> items = new Expressions(scope).items(foreach);
        if (items.isEmpty()) {
            return new StepOutcome(Optional.empty(), depends, null);
        }
        runner.checkRuns(items.get().size());
        List<Future<Done>> running = new ArrayList<>();
        for (int i = 0; i < items.get().size(); i++) {
            Value item = items.get().get(i);
            Scope here = scope.with(item);
            String name = step.id() + "[" + i + "]";
            if (holds(step.when(), here)) {
                Value.Fields with = with(step, here);
                running.add(threads.start(new Order(order.step(), order.side(), i),
                        () -> StepFailures.named(name, () -> runner.run(name, step.kind(), with, side).of(item))));
            }
        }
        List<Value> values = new ArrayList<>();
        Instant freshUntil = null;
        for (Future<Done> each : running) {
            Done one = BuildThreads.await(each);
            values.add(one.value());
            freshUntil = Done.earlier(freshUntil, one.freshUntil());
        }
        return new StepOutcome(Optional.of(new Value.ListOf(values)), depends || freshUntil != null, freshUntil);
    }

    private static StepOutcome outcome(Done done, boolean depends) {
        return new StepOutcome(Optional.of(done.value()), depends || done.freshUntil() != null, done.freshUntil());
    }

    private boolean holds(@Nullable Condition condition, Scope scope) {
        return condition == null || condition.holds(new Conditions(scope, recipe, inputs.values()));
    }

    /** What the step is given; all of it may be one document that another step made. */
    private static Value.Fields with(Recipe.Step step, Scope scope) {
        return switch (new Expressions(scope).tree(step.with(), Place.PARAMETER)) {
            case Value.Fields fields -> fields;
            case Value.Json json when json.node().isObject() -> {
                SortedMap<String, Value> fields = new TreeMap<>();
                json.node().properties().forEach(member -> fields.put(member.getKey(), Scope.value(member.getValue())));
                yield new Value.Fields(fields);
            }
            default -> throw new Failure(Failure.Code.INTERNAL, "with is no object").exception();
        };
    }

    private CompletableFuture<StepOutcome> future(Side side, String step) {
        return requireNonNull(requireNonNull(outcomes.get(side)).get(step));
    }
}
