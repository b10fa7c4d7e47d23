package cn.dudao.regulation;

/**
 * One thing that a person can check.
 *
 * @param label what it is, in Chinese ("证卡有效期至")
 * @param value what was found, in Chinese or as a date or number ("2026-11-30")
 */
public record Fact(String label, String value) {}
