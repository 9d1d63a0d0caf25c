using AccountingSync.Console.Neighbours;
using Microsoft.AspNetCore.Diagnostics;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace AccountingSync.Console.Pages;

/// <summary>What a person sees when something is wrong; what exactly went wrong stands in the log.</summary>
[IgnoreAntiforgeryToken]
public sealed class ProblemModel : PageModel
{
    public string Heading { get; private set; } = string.Empty;
    public string Explanation { get; private set; } = string.Empty;

    public void OnGet(int? status) => Explain(status);

    public void OnPost(int? status) => Explain(status);

    void Explain(int? status)
    {
        var fault = HttpContext.Features.Get<IExceptionHandlerFeature>()?.Error;
        if (fault is NeighbourUnavailableException unavailable)
        {
            Response.StatusCode = StatusCodes.Status503ServiceUnavailable;
            (Heading, Explanation) = ("A service does not answer", $"'{unavailable.Service}' is needed for this page. Try again in a moment.");
            return;
        }
        (Heading, Explanation) = (fault is null ? status : StatusCodes.Status500InternalServerError) switch
        {
            StatusCodes.Status404NotFound => ("There is no such page", "Perhaps the address was mistyped."),
            StatusCodes.Status403Forbidden => ("Your key may not do this", "It takes a key of role operator."),
            StatusCodes.Status400BadRequest => ("This form is too old", "Go back, reload the page and try again."),
            StatusCodes.Status429TooManyRequests => ("Too much at once", "Wait a second and try again."),
            _ => ("Something went wrong", "It is in the console's log. Try again; if it happens again, ask whoever operates the system."),
        };
    }
}
