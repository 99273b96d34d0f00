package dev.pilotlight.image;

import dev.pilotlight.plan.ImageId;
import dev.pilotlight.plan.InstanceTier;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;

/**
 * The images that this software has made for one tier in one Region, and which of them stay: the newest good ones in
 * the plan's number, the newest good one that carries the plan's tags, whoever has made it, and what is on its way or
 * newer than all of these.
 *
 * @param made the newest first
 * @param staying the ids of those that stay
 */
record Stock(List<Image> made, Set<ImageId> staying) {

    /**
     * Looks at a Region.
     *
     * @param untouchable what stays for another reason
     */
    static Stock of(Images images, InstanceTier tier, Marks marks, Predicate<Image> untouchable) {
        List<Image> made = images.tagged(Map.of(Image.MADE_FOR, marks.madeFor())).stream()
                .filter(marks::areOn)
                .toList();
        Set<ImageId> staying = new LinkedHashSet<>();
        made.stream()
                .filter(Stock::isGood)
                .limit(tier.image().keep())
                .map(Image::id)
                .forEach(staying::add);
        images.tagged(tier.image().tags()).stream()
                .filter(Stock::isGood)
                .limit(1)
                .map(Image::id)
                .forEach(staying::add);
        made.stream()
                .filter(image -> untouchable.test(image) || image.state() == Image.State.PENDING)
                .map(Image::id)
                .forEach(staying::add);
        made.stream()
                .takeWhile(image -> !isGood(image))
                .filter(Image::available)
                .map(Image::id)
                .forEach(staying::add);
        return new Stock(made, staying);
    }

    /** A copy must have been verified; an image of an instance needs no copy to be good. */
    private static boolean isGood(Image image) {
        return image.source().isEmpty() ? image.available() : image.verified();
    }

    /** The same, where these stay as well. */
    Stock keeping(Set<ImageId> others) {
        Set<ImageId> all = new LinkedHashSet<>(staying);
        all.addAll(others);
        return new Stock(made, all);
    }

    /** What the copies that are on their way are made of. */
    Set<ImageId> sourcesOnTheirWay() {
        Set<ImageId> sources = new LinkedHashSet<>();
        made.stream()
                .filter(image -> image.state() == Image.State.PENDING)
                .forEach(image -> image.source().ifPresent(sources::add));
        return sources;
    }

    /** What nobody needs any more, the oldest first; nothing while there is no good image at all. */
    List<Image> surplus() {
        return made.stream().noneMatch(Stock::isGood)
                ? List.of()
                : made.reversed().stream()
                        .filter(image -> !staying.contains(image.id()))
                        .toList();
    }

    boolean lists(String id) {
        return made.stream().anyMatch(image -> image.id().value().equals(id));
    }

    /** The ids of those that stay and were made by this software, the newest first. */
    List<String> kept() {
        return made.stream()
                .map(Image::id)
                .filter(staying::contains)
                .map(ImageId::value)
                .toList();
    }
}
