const js = require("@eslint/js");
const globals = require("globals");

/** The same bounds as the size gate and ruff set for Python. */
const SIZE = {
    complexity: ["error", 8],
    "max-lines": ["error", 220],
    "max-lines-per-function": ["error", 40],
};

module.exports = [
    js.configs.recommended,
    {
        linterOptions: { reportUnusedDisableDirectives: "error" },
        rules: {
            ...SIZE,
            eqeqeq: "error",
            "no-console": "error",
            "no-else-return": "error",
            "no-shadow": "error",
            "no-var": "error",
            "prefer-const": "error",
            "no-restricted-syntax": [
                "error",
                {
                    selector: "TemplateLiteral CallExpression[callee.name='_t']",
                    message: "Odoo finds no texts to translate in template literals.",
                },
            ],
        },
    },
    {
        files: ["opportunity_plus/static/**/*.js"],
        languageOptions: {
            sourceType: "module",
            globals: {
                ...globals.browser,
                Chart: "readonly",
                luxon: "readonly",
                odoo: "readonly",
            },
        },
    },
    {
        // A tour is one list of steps, however long the way is.
        files: ["opportunity_plus/static/tests/tours/**/*.js"],
        rules: { "max-lines-per-function": "off" },
    },
    {
        files: ["*.config.cjs"],
        languageOptions: { sourceType: "commonjs", globals: globals.node },
    },
];
