using System.Globalization;
using AccountingSync.Accounting.Rules;

namespace AccountingSync.Transformation.RuleSets;

/// <summary>A rule set, or everything that is wrong with its file.</summary>
public abstract record RuleSetFileResult
{
    RuleSetFileResult() { }

    public sealed record Read(RuleSet RuleSet) : RuleSetFileResult;

    public sealed record Refused(IReadOnlyList<RuleError> Errors) : RuleSetFileResult;
}

/// <summary>Reads the YAML form of a rule set, docs/rules.md. It does not run the fixtures: see <see cref="RuleSetFixtures"/>.</summary>
public static class RuleSetFile
{
    public const int LargestFile = 1_000_000;

    static readonly string[] Keys = ["ruleset", "version", "scope", "effective", "defaults", "accounts", "rules", "tests"];

    public static RuleSetFileResult Parse(string text, string fileName)
    {
        var errors = new RuleErrors(fileName);
        RuleSet? set = null;
        if (text.Length > LargestFile)
            errors.Add(1, 1, $"the file has {text.Length} characters", $"At most {LargestFile} are read; split the set by source.");
        else if (YamlTreeReader.Read(text, errors) is { } piece)
            set = Set(piece, text, errors);
        return errors.Count > 0 || set is null ? new RuleSetFileResult.Refused(errors.All) : new RuleSetFileResult.Read(set);
    }

    /// <summary>The name and version that a text gives itself, whatever else is wrong with it.</summary>
    /// <returns>Null when one of them cannot be read.</returns>
    public static (string Name, int Version)? Heading(string text)
    {
        var errors = new RuleErrors("draft");
        if (text.Length > LargestFile || YamlTreeReader.Read(text, errors) is not YamlPiece.Mapping root)
            return null;
        var name = root.Find("ruleset") is null ? null : Name(root, errors);
        var version = root.Find("version") is null ? 0 : Version(root, errors);
        return name is null || version == 0 ? null : (name, version);
    }

    static RuleSet? Set(YamlPiece piece, string text, RuleErrors errors)
    {
        if (piece.AsMapping("the rule set", Keys, errors) is not { } root)
            return null;
        var name = Name(root, errors);
        var version = Version(root, errors);
        var scope = SetHeader.Scope(root, errors);
        var effective = SetHeader.Effective(root, errors);
        var chart = ChartReader.Read(root, errors);
        var defaults = Defaults.Read(root, chart, errors);
        var rules = RuleReader.ReadAll(root, chart, errors);
        errors.RuleId = null;
        var fixtures = FixtureReader.ReadAll(root, errors);
        if (errors.Count > 0)
            return null;
        return new RuleSet
        {
            Name = name!,
            Version = version,
            Hash = RuleSetHash.Of(text),
            Scope = scope,
            Effective = effective!,
            Rounding = defaults.Rounding,
            Exchange = defaults.Exchange,
            ClosedPeriod = defaults.ClosedPeriod,
            Patience = defaults.Patience,
            Accounts = chart,
            Rules = rules,
            Fixtures = fixtures,
        };
    }

    static string? Name(YamlPiece.Mapping root, RuleErrors errors)
    {
        var value = root.Required("ruleset", "the file", "Begin with 'ruleset: <name>'.", errors)?.AsScalar("'ruleset'", errors);
        if (value is null || AccountName.IsSafeSegment(value.Text))
            return value?.Text;
        errors.Add(value, $"'{value.Text}' is no name of a rule set", "Use lower-case letters, digits and hyphens.");
        return null;
    }

    static int Version(YamlPiece.Mapping root, RuleErrors errors)
    {
        var value = root.Required("version", "the file", "Write 'version: 1', and one more for each change.", errors)?.AsScalar("'version'", errors);
        if (value is null)
            return 0;
        if (int.TryParse(value.Text, NumberStyles.None, CultureInfo.InvariantCulture, out var version) && version > 0)
            return version;
        errors.Add(value, $"'{value.Text}' is no version", "Count from 1, in whole numbers.");
        return 0;
    }
}
