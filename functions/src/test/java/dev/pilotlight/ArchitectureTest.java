package dev.pilotlight;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.fields;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.methods;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaMethod;
import com.tngtech.archunit.core.domain.JavaMethodCall;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import dev.pilotlight.aws.JsonFunction;
import dev.pilotlight.aws.Surroundings;
import dev.pilotlight.journal.Lease;
import dev.pilotlight.journal.Permit;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;
import java.util.regex.Pattern;

/** The design's rules about who may know whom and who may do what. */
@AnalyzeClasses(packages = "dev.pilotlight", importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {
    private static final String AWS_SDK = "software.amazon.awssdk..";
    private static final Pattern READS = Pattern.compile(
            "(?:describe|get|list|head|query|scan|batchGet)[A-Z].*|query|scan|builder|close|serviceName");
    private static final Pattern AMBIENT = Pattern.compile(
            "java\\.time\\.\\w+\\.(?:now|system\\w*)\\("
                    + "|java\\.lang\\.System\\.(?!arraycopy)\\w+\\(|java\\.lang\\.Math\\.random\\(|java\\.lang\\.Thread\\.sleep\\(");
    private static final Set<Class<?>> CONSTANTS = Set.of(
            String.class,
            int.class,
            long.class,
            boolean.class,
            double.class,
            Duration.class,
            Instant.class,
            Pattern.class,
            URI.class,
            DateTimeFormatter.class,
            List.class,
            Set.class,
            Map.class,
            ObjectReader.class,
            JsonMapper.class);

    @ArchTest
    static final ArchRule packagesDependOneWay =
            slices().matching("dev.pilotlight.(*)..").should().beFreeOfCycles();

    @ArchTest
    static final ArchRule thePlanKnowsNothingElse = noClasses()
            .that()
            .resideInAPackage("dev.pilotlight.plan..")
            .should()
            .dependOnClassesThat(
                    resideInAPackage("dev.pilotlight..").and(not(resideInAPackage("dev.pilotlight.plan.."))));

    @ArchTest
    static final ArchRule theStepKnowsOnlyThePlan = noClasses()
            .that()
            .resideInAPackage("dev.pilotlight.step..")
            .should()
            .dependOnClassesThat(resideInAPackage("dev.pilotlight..")
                    .and(not(resideInAnyPackage("dev.pilotlight.plan..", "dev.pilotlight.step.."))));

    @ArchTest
    static final ArchRule theJournalKnowsNoFeature = noClasses()
            .that()
            .resideInAPackage("dev.pilotlight.journal..")
            .should()
            .dependOnClassesThat(resideInAPackage("dev.pilotlight..")
                    .and(not(resideInAnyPackage(
                            "dev.pilotlight.plan..",
                            "dev.pilotlight.step..",
                            "dev.pilotlight.aws..",
                            "dev.pilotlight.report..",
                            "dev.pilotlight.journal.."))));

    /** A reconciler that knew the SDK could call it past its port, and so without a permit. */
    @ArchTest
    static final ArchRule onlyFunctionsAndAdaptersKnowAws = noClasses()
            .that()
            .resideOutsideOfPackage("dev.pilotlight.aws..")
            .and(describe("are neither functions nor adapters", type -> !isFunction(type) && !isAdapter(type)))
            .should()
            .dependOnClassesThat()
            .resideInAPackage(AWS_SDK);

    /**
     * What changes only what is Pilot Light's own, or nothing at all, each with what that is. Everything else that
     * changes something at AWS belongs to the application, and takes a permit.
     */
    private static final Map<String, String> BOOKKEEPING = Map.ofEntries(
            Map.entry("compute.Ec2DryRuns", "dry runs, which EC2 judges and does not carry out"),
            Map.entry("drill.StepFunctionsSweeps", "our own executions, whose names make their start idempotent"),
            Map.entry(
                    "evacuation.StepFunctionsFailoverExecutions",
                    "our own executions, whose names make their start idempotent"),
            Map.entry("image.StepFunctionsImageSyncs", "our own executions, whose names make their start idempotent"),
            Map.entry("journal.DynamoJournalTable", "our own table, conditionally"),
            Map.entry(
                    "journal.StepFunctionsRunningExecutions",
                    "our own executions, which are stopped by whoever takes over"),
            Map.entry(
                    "journal.StepFunctionsSuccessors",
                    "our own executions, which go on where another one's history is full"),
            Map.entry("journal.StepFunctionsWakeUps", "our own executions, which wait for a person"),
            Map.entry("outage.StepFunctionsExecutions", "our own executions, whose names make their start idempotent"),
            Map.entry("readiness.CloudWatchReadings", "our own metrics"),
            Map.entry("readiness.S3ReadinessStore", "our own bucket"),
            Map.entry("report.S3BreakglassSheets", "our own bucket"),
            Map.entry("report.S3Reports", "our own bucket"),
            Map.entry("report.SnsNotices", "our own topic"),
            Map.entry(
                    "traffic.CloudWatchSwitchMetric",
                    "the metric repeats what the latch says, and the latch takes a permit"));

    /** No permit, no mutation. */
    @ArchTest
    static final ArchRule everyCallThatChangesApplicationResourcesIsMadeWithAPermit = methods()
            .that()
            .areDeclaredInClassesThat(describe(
                    "are no bookkeeping",
                    type -> !BOOKKEEPING.containsKey(outermost(type).getName().substring("dev.pilotlight.".length()))))
            .should(spendAPermitWhenTheyChangeSomething());

    /** Whoever needs no permit must have a reason for it. */
    @ArchTest
    static final ArchRule bookkeepingIsOnlyWhatChangesSomething = classes()
            .that(describe(
                    "are bookkeeping",
                    type -> BOOKKEEPING.containsKey(type.getName().substring("dev.pilotlight.".length()))))
            .should(changeSomething());

    @ArchTest
    static final ArchRule onlyTheLeaseMintsAPermit = noClasses()
            .that()
            .doNotBelongToAnyOf(Lease.class)
            .should()
            .callConstructorWhere(
                    describe("makes a permit", call -> call.getTargetOwner().isEquivalentTo(Permit.class)));

    @ArchTest
    static final ArchRule nothingReadsAClock = noClasses()
            .that()
            .doNotBelongToAnyOf(Surroundings.class)
            .should()
            .callMethodWhere(describe(
                    "reads a clock, chance or the environment",
                    call -> isAmbient(call.getTarget().getFullName())))
            .orShould()
            .dependOnClassesThat()
            .belongToAnyOf(Random.class, ThreadLocalRandom.class, UUID.class, Clock.class);

    @ArchTest
    static final ArchRule nothingIsLeftFromOneCallToTheNext = fields().that()
            .areStatic()
            .and(describe("are written by people", field -> !field.getName().startsWith("$")))
            .and()
            .areDeclaredInClassesThat(describe(
                    "are no generated switches", type -> !type.getName().contains("$1")))
            .should()
            .beFinal()
            .andShould()
            .haveRawType(describe(
                    "a constant",
                    type -> type.isEnum()
                            || type.isRecord()
                            || CONSTANTS.stream().anyMatch(type::isEquivalentTo)
                            || (type.isArray() && type.getComponentType().isEnum())));

    @ArchTest
    static final ArchRule everyFunctionHasTheConstructorThatLambdaCalls = classes()
            .that()
            .areAssignableTo(JsonFunction.class)
            .and()
            .doNotHaveModifier(JavaModifier.ABSTRACT)
            .should()
            .bePublic()
            .andShould(haveAConstructor("without arguments", List.of()))
            .andShould(haveAConstructor("of its surroundings", List.of(Surroundings.class.getName())));

    private static boolean isFunction(JavaClass type) {
        return type.isAssignableTo(JsonFunction.class);
    }

    /** An adapter implements a port of its package: an interface that does not know AWS itself. */
    private static boolean isAdapter(JavaClass type) {
        JavaClass outermost = outermost(type);
        return outermost.getAllRawInterfaces().stream()
                .anyMatch(port -> port.getPackageName().startsWith("dev.pilotlight."));
    }

    private static JavaClass outermost(JavaClass type) {
        return type.getEnclosingClass().map(ArchitectureTest::outermost).orElse(type);
    }

    private static boolean isAmbient(String method) {
        return AMBIENT.matcher(method).find();
    }

    private static ArchCondition<JavaMethod> spendAPermitWhenTheyChangeSomething() {
        return new ArchCondition<>("take and spend a permit when they call an AWS operation that changes something") {
            @Override
            public void check(JavaMethod method, ConditionEvents events) {
                boolean permitted =
                        method.getRawParameterTypes().stream().anyMatch(type -> type.isEquivalentTo(Permit.class));
                boolean spent = spends(method)
                        || method.getMethodCallsFromSelf().stream()
                                .flatMap(call -> call.getTarget().resolveMember().stream())
                                .anyMatch(helper -> helper.getOwner().equals(method.getOwner()) && spends(helper));
                for (JavaMethodCall call : method.getMethodCallsFromSelf()) {
                    if (isChange(call) && !(permitted && spent)) {
                        events.add(SimpleConditionEvent.violated(
                                call, call.getDescription() + ", and its method takes or spends no permit"));
                    }
                }
            }
        };
    }

    private static boolean spends(JavaMethod method) {
        return method.getMethodCallsFromSelf().stream()
                .anyMatch(call -> call.getTargetOwner().isEquivalentTo(Permit.class)
                        && call.getTarget().getName().equals("spendOn"));
    }

    private static ArchCondition<JavaClass> changeSomething() {
        return new ArchCondition<>("call an AWS operation that changes something") {
            @Override
            public void check(JavaClass type, ConditionEvents events) {
                if (type.getMethodCallsFromSelf().stream().noneMatch(ArchitectureTest::isChange)) {
                    events.add(SimpleConditionEvent.violated(
                            type, type.getName() + " changes nothing; take it out of the list"));
                }
            }
        };
    }

    private static boolean isChange(JavaMethodCall call) {
        JavaClass owner = call.getTargetOwner();
        return owner.getPackageName().startsWith("software.amazon.awssdk.services.")
                && owner.getSimpleName().endsWith("Client")
                && !READS.matcher(call.getTarget().getName()).matches();
    }

    private static ArchCondition<JavaClass> haveAConstructor(String form, List<String> parameters) {
        return new ArchCondition<>("have a public constructor " + form) {
            @Override
            public void check(JavaClass type, ConditionEvents events) {
                boolean found = type.getConstructors().stream()
                        .anyMatch(constructor -> constructor.getRawParameterTypes().stream()
                                .map(JavaClass::getName)
                                .toList()
                                .equals(parameters));
                if (!found) {
                    events.add(SimpleConditionEvent.violated(type, type.getName() + " has no constructor " + form));
                }
            }
        };
    }
}
