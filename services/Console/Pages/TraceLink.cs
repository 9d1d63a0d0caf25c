namespace AccountingSync.Console.Pages;

/// <summary>Where traces are looked at. Setting <c>Console:TraceUrl</c>, such as <c>http://localhost:16686/trace/{id}</c>.</summary>
public sealed record TraceLink(string? Template)
{
    const string Placeholder = "{id}";

    public static TraceLink From(IConfiguration configuration)
    {
        var template = configuration["Console:TraceUrl"];
        if (string.IsNullOrEmpty(template))
            return new TraceLink(Template: null);
        return
            template.Contains(Placeholder, StringComparison.Ordinal)
            && Uri.TryCreate(template, UriKind.Absolute, out var uri)
            && uri.Scheme is "http" or "https"
            ? new TraceLink(template)
            : throw new InvalidOperationException(
                $"The setting 'Console:TraceUrl' must be a web address with {Placeholder} in it; it is '{template}'."
            );
    }

    /// <returns>Null when no viewer is configured, or this is no trace id.</returns>
    public string? To(string? traceId) =>
        Template is not null && traceId is { Length: 32 } && traceId.All(char.IsAsciiHexDigit)
            ? Template.Replace(Placeholder, traceId, StringComparison.Ordinal)
            : null;
}
