// The search of the start page.
const search = new PagefindUI({
  element: "#search",
  pageSize: 10,
  showImages: false,
  showSubResults: false,
  translations: { placeholder: "Search everything" },
});

// The bar of the other pages sends its question here.
const question = new URLSearchParams(location.search).get("q");
if (question) search.triggerSearch(question);
