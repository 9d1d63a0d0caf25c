using Microsoft.OpenApi;

namespace AccountingSync.Console.Api;

static class ApiDescription
{
    public const string Document = "v1";
    const string KeyScheme = "api_key";

    /// <summary>The description at <c>/openapi/v1.json</c>.</summary>
    public static void AddApiDescription(this IServiceCollection services) =>
        services.AddOpenApi(
            Document,
            options =>
            {
                options.ShouldInclude = description => description.RelativePath?.StartsWith("v1/", StringComparison.Ordinal) == true;
                options.AddDocumentTransformer(
                    (document, _, _) =>
                    {
                        document.Info = new OpenApiInfo
                        {
                            Title = "AccountingSync console",
                            Version = Document,
                            Description =
                                "The read side of AccountingSync, and what a finance team does. "
                                + "Everything belongs to the organisation of the API key. Amounts are decimal strings; errors are problem details.",
                        };
                        // Where the console runs is the installation's business.
                        document.Servers = [];
                        document.Components ??= new OpenApiComponents();
                        document.Components.SecuritySchemes ??= new Dictionary<string, IOpenApiSecurityScheme>();
                        document.Components.SecuritySchemes[KeyScheme] = new OpenApiSecurityScheme
                        {
                            Type = SecuritySchemeType.Http,
                            Scheme = "bearer",
                            Description = "An API key of role finance or operator.",
                        };
                        document.Security = [new OpenApiSecurityRequirement { [new OpenApiSecuritySchemeReference(KeyScheme, document)] = [] }];
                        return Task.CompletedTask;
                    }
                );
            }
        );
}
