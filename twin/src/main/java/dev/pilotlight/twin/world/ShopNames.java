package dev.pilotlight.twin.world;

record ShopNames(Twin twin, String zone) {
    void build(String primary, String recovery, String visitors, String latch) {}
}
