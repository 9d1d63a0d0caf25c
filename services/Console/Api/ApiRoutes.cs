using AccountingSync.Console.Access;

namespace AccountingSync.Console.Api;

/// <summary>The read side of the public contract, and what a finance team does.</summary>
static class ApiRoutes
{
    public static void Map(WebApplication app)
    {
        var reads = Group(app, Policy.Reads);
        var operates = Group(app, Policy.Operates);
        TransactionRoutes.Map(reads);
        LedgerRoutes.Map(reads);
        PeriodRoutes.Map(reads);
        AgreementRoutes.Map(reads);
        PayoutRoutes.Map(reads);
        CompletenessRoutes.Map(reads);
        BankMatchRoutes.Map(reads);
        PullRoutes.Map(reads, operates);
        SourceCorrectionRoutes.Map(reads, operates);
        RuleRoutes.Map(reads, operates);
        RuleSetRoutes.Map(reads, operates);
        BusinessDayRoutes.Map(reads, operates);
        PlatformRoutes.Map(reads);
        SummaryRoutes.Map(reads);
        DeadLetterRoutes.Map(reads, operates);
    }

    static RouteGroupBuilder Group(WebApplication app, string policy) =>
        app.MapGroup("/v1")
            .RequireAuthorization(policy)
            .ProducesProblem(StatusCodes.Status401Unauthorized)
            .ProducesProblem(StatusCodes.Status403Forbidden)
            .ProducesProblem(StatusCodes.Status429TooManyRequests)
            .ProducesProblem(StatusCodes.Status503ServiceUnavailable);

    /// <summary>Names the route in the API description, and lists the only query parameters that it takes.</summary>
    public static RouteHandlerBuilder Described(
        this RouteHandlerBuilder route,
        string name,
        string tag,
        string summary,
        string description,
        params QueryRule[] query
    )
    {
        route.WithName(name).WithTags(tag).WithSummary(summary).WithDescription(description).AddEndpointFilter(new QueryRules(query));
        return query.Length == 0 ? route : route.ProducesProblem(StatusCodes.Status400BadRequest);
    }
}
