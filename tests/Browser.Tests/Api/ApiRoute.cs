using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace AccountingSync.Browser.Tests.Api;

/// <summary>A route of the API as the running console maps it.</summary>
sealed record ApiRoute(HttpMethod Method, string Pattern, bool IsForOperators)
{
    /// <summary>With the recorded transaction where the route names one.</summary>
    public string Address =>
        Pattern
            .Replace("{name}/{version:int}", "retail/2", StringComparison.Ordinal)
            .Replace("{period}", "2026-02", StringComparison.Ordinal)
            .Replace("{source}", "stripe", StringComparison.Ordinal)
            .Replace("{connection}", "acme-stripe", StringComparison.Ordinal)
            .Replace("{id:guid}", Installation.FakeInstallation.KnownEntry, StringComparison.Ordinal)
            .Replace("{**id}", Installation.FakeInstallation.KnownTransaction, StringComparison.Ordinal);

    public string? Body =>
        (Method.Method, Pattern) switch
        {
            ("POST", "/v1/rule-sets" or "/v1/rule-sets/preview" or "/v1/rule-sets/drafts") =>
                """{"content":"ruleset: retail","file_name":"retail.yaml"}""",
            ("POST", "/v1/business-days") => """{"time_zone":"Europe/Berlin","day_ends":"03:00"}""",
            ("POST", "/v1/pulls") => """{"connection":"acme-stripe","cron":"*/15 * * * *"}""",
            ("POST", "/v1/source-corrections") =>
                """{"source":"acme-stripe","transaction_id":"ch_1","field":"description","from":"Order 1","to":"Order 2","reason":"a slip"}""",
            ("POST", "/v1/periods/waiting/post") => $$"""{"entry_ids":["{{Installation.FakeInstallation.KnownEntry}}"]}""",
            ("POST", var pattern) when pattern.StartsWith("/v1/periods/{period}/", StringComparison.Ordinal) => """{"reason":"an invoice came"}""",
            ("POST", var pattern) when pattern.StartsWith("/v1/bank-matches/", StringComparison.Ordinal) => """{"reason":"seen at the bank"}""",
            _ => null,
        };

    public override string ToString() => $"{Method} {Pattern}";

    public static IReadOnlyList<ApiRoute> All(IServiceProvider console) =>
        [
            .. console
                .GetRequiredService<EndpointDataSource>()
                .Endpoints.OfType<RouteEndpoint>()
                .Where(endpoint => endpoint.RoutePattern.RawText?.StartsWith("/v1", StringComparison.Ordinal) == true)
                .Select(endpoint => new ApiRoute(
                    new HttpMethod(endpoint.Metadata.GetRequiredMetadata<IHttpMethodMetadata>().HttpMethods[0]),
                    endpoint.RoutePattern.RawText!,
                    endpoint.Metadata.GetOrderedMetadata<IAuthorizeData>().Any(data => data.Policy == Console.Access.Policy.Operates)
                )),
        ];
}
