using AccountingSync.Accounting.Rules;

namespace AccountingSync.Transformation.RuleSets;

/// <summary>The rule sets that come with the program, for organisations that have none of their own yet.</summary>
public static class ShippedRuleSets
{
    public const string Retail = "retail";

    public static IReadOnlyList<string> Names { get; } = [Retail, "ecommerce", "restaurant", "subscriptions"];

    /// <summary>The YAML text of a shipped set.</summary>
    public static string Text(string name)
    {
        var resource = $"Rules/{name}.yaml";
        using var stream =
            typeof(ShippedRuleSets).Assembly.GetManifestResourceStream(resource)
            ?? throw new ArgumentException($"No rule set '{name}' comes with the program; there are: {string.Join(", ", Names)}.", nameof(name));
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd();
    }

    public static RuleSet Load(string name) =>
        RuleSetFile.Parse(Text(name), $"{name}.yaml") switch
        {
            RuleSetFileResult.Read(var set) => set,
            RuleSetFileResult.Refused(var errors) => throw new InvalidOperationException(string.Join('\n', errors)),
            _ => throw new System.Diagnostics.UnreachableException(),
        };
}
