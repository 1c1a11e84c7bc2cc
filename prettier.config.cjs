module.exports = {
    plugins: [require.resolve("@prettier/plugin-xml")],
    printWidth: 88,
    tabWidth: 4,
    // White space is content in a QWeb template.
    xmlWhitespaceSensitivity: "preserve",
};
