using System.Globalization;

namespace AccountingSync.Console.Api;

/// <summary>Says which query parameter cannot be used, which the framework's binding does not; also refuses unknown ones, so that
/// a misspelt filter does not answer with everything.</summary>
sealed class QueryRules(params IReadOnlyList<QueryRule> rules) : IEndpointFilter
{
    public async ValueTask<object?> InvokeAsync(EndpointFilterInvocationContext context, EndpointFilterDelegate next)
    {
        var errors = new List<FieldProblem>();
        foreach (var (name, values) in context.HttpContext.Request.Query)
        {
            if (rules.FirstOrDefault(rule => rule.Name == name) is not { } known)
                errors.Add(new FieldProblem($"query/{name}", "There is no such parameter here."));
            else if (values.Count > 1 || !known.Fits(values.ToString()))
                errors.Add(new FieldProblem($"query/{name}", known.Expected));
        }
        return errors.Count == 0 ? await next(context) : ApiProblems.Invalid(errors);
    }
}

/// <param name="Expected">What the parameter must be, as a sentence.</param>
sealed record QueryRule(string Name, string Expected, Func<string, bool> Fits)
{
    const int MaxText = 200;

    public static QueryRule Text(string name) =>
        new(name, $"Must be one text of 1 to {MaxText} characters.", value => value.Length is > 0 and <= MaxText);

    public static QueryRule Day(string name) =>
        new(
            name,
            "Must be one date such as 2026-01-31.",
            value => DateOnly.TryParseExact(value, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out _)
        );

    public static QueryRule Month(string name) =>
        new(
            name,
            "Must be one month such as 2026-01.",
            value => DateOnly.TryParseExact(value + "-01", "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out _)
        );

    public static QueryRule Moment(string name) =>
        new(
            name,
            "Must be one moment such as 2026-01-31T23:30:00Z.",
            value => DateTimeOffset.TryParse(value, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out _)
        );

    public static QueryRule Number(string name, long least, long most) =>
        new(
            name,
            $"Must be one whole number from {least} to {most}.",
            value => long.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number >= least && number <= most
        );

    public static QueryRule OneOf(string name, params string[] words) => new(name, $"Must be one of {string.Join(", ", words)}.", words.Contains);
}
